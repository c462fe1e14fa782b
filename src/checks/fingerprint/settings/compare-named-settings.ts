import type { NamedSettings } from '../../../core/fingerprint.js';
import { alignSequences } from '../align-sequences.js';
import type { ChangeKind, ComparisonTarget } from '../comparison-target.js';
import { observed, type Finding } from '../findings.js';
import { withArticle } from '../in-words.js';
import { compareSettings, isSameValue } from './compare-settings.js';

/** What kind of thing is compared: a loss or a scheduler. */
export interface ThingsCompared {
  readonly kind: Extract<ChangeKind, 'loss' | 'scheduler' | 'optimizer'>;
  /** Settings that follow from something judged elsewhere. */
  readonly ignored?: (name: string) => boolean;
}

/** Compares losses or schedulers in their order: none missing, none new, each with the same settings. */
export function compareNamedSettings(
  baseline: readonly NamedSettings[],
  variant: readonly NamedSettings[],
  target: ComparisonTarget,
  { kind, ignored = () => false }: ThingsCompared,
): Finding[] {
  const { pairs, onlyLeft, onlyRight } = alignByType(baseline, variant);
  const mayGo = target.kinds.has(kind);
  return [
    ...onlyLeft.flatMap(({ type }) =>
      mayGo && isMeant(target, type, baseline) ? [] : [observed('rejected', `the ${kind} ${type} is gone`)],
    ),
    ...onlyRight.flatMap(({ type }) =>
      target.replacementClassNames?.includes(type) === true
        ? []
        : [observed('rejected', `${withArticle(kind)} is new: ${type}`)],
    ),
    ...pairs.flatMap(([of, to]) =>
      compareSettings(of.settings, to.settings, {
        target,
        kind,
        owner: of.type,
        // The component may be what a function computes that the scheduler was given.
        ignored: (name) => ignored(name) || (mayGo && isFunction(of.settings[name])),
      }),
    ),
    ...(mayGo ? judgeStay(pairs, onlyLeft, target, kind) : []),
  ];
}

/** As the probe prints one: `lr_lambda #193edd6f`, with a hash of its code. */
function isFunction(value: string | undefined): boolean {
  return /\w #[0-9a-f]{8}\]?$/.test(value ?? '');
}

/** Pairs by type in order; among several of one type those with the same settings. */
export function alignByType<T extends NamedSettings>(baseline: readonly T[], variant: readonly T[]) {
  return alignSequences(baseline, variant, {
    pair: (of, to) => (of.type === to.type ? 1 + shareEqual(of.settings, to.settings) : 0),
  });
}

export function shareEqual(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): number {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  if (names.length === 0) return 1;
  return names.filter((name) => isSameValue(one[name], other[name])).length / names.length;
}

/** Where the source names classes that are among the baseline's, only these may go. */
function isMeant({ classNames }: ComparisonTarget, type: string, baseline: readonly NamedSettings[]): boolean {
  return classNames.includes(type) || !baseline.some((each) => classNames.includes(each.type));
}

/** The thing itself is the component (no hyperparameter of it is), and none of its class is gone. */
function judgeStay(
  pairs: readonly (readonly [NamedSettings, NamedSettings])[],
  gone: readonly NamedSettings[],
  { classNames, settingNames }: ComparisonTarget,
  kind: ThingsCompared['kind'],
): Finding[] {
  if (settingNames.length > 0) return [];
  return pairs
    .filter(([{ type }]) => classNames.includes(type) && !gone.some((each) => each.type === type))
    .map(([{ type }]) => ({
      severity: 'rejected',
      aspect: 'completeness',
      one: `the ${kind} ${type} still takes part`,
    }));
}
