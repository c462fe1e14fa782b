import type { Fingerprint } from '../../../core/fingerprint.js';
import { isTargetSetting, type ChangeKind, type ComparisonTarget } from '../comparison-target.js';
import type { Finding } from '../findings.js';
import { valueInWords } from '../in-words.js';
import { parseSettings } from '../modules/module-settings.js';
import { isModuleSetting, type ModelComparison } from '../modules/model-comparison.js';
import { isSameValue, lastPart } from './compare-settings.js';

/** One place where a hyperparameter that is the component was seen. */
interface Occurrence {
  readonly name: string;
  readonly before: string;
  readonly after: string | undefined;
}

/** Whether the hyperparameters that are the component were really switched off. */
export function judgeTargetSettings(
  baseline: Fingerprint,
  variant: Fingerprint,
  target: ComparisonTarget,
  comparison: ModelComparison,
): Finding[] {
  if (target.settingNames.length === 0) return [];
  const seen = occurrences(baseline, variant, target, comparison);
  const names = new Set(seen.map(({ name }) => name));
  return [...names].flatMap((name) =>
    judge(
      name,
      seen.filter((each) => each.name === name),
      target,
    ),
  );
}

function judge(name: string, seen: readonly Occurrence[], { declaredChange }: ComparisonTarget): Finding[] {
  const active = seen.filter(({ before }) => !isOff(before));
  const changed = active.filter(({ before, after }) => !isSameValue(before, after));
  const [first] = active;
  if (first === undefined) return [];
  if (changed.length === 0) {
    return [{ severity: 'rejected', aspect: 'completeness', one: `${name} is still ${valueInWords(first.before)}` }];
  }
  if (declaredChange !== undefined || !IS_AN_AMOUNT.test(name)) return [];
  return changed.flatMap(({ before, after }): Finding[] => {
    if (after === undefined || isOff(after)) return [];
    const one = `${name} is ${valueInWords(after)} where the baseline has ${valueInWords(before)}, which does not switch it off`;
    return [{ severity: 'suspicious', aspect: 'completeness', one }];
  });
}

/** Hyperparameters that are nothing at zero. Others (`betas`) have a default instead of an end. */
const IS_AN_AMOUNT =
  /^(weight_decay|momentum|nesterov|amsgrad|label_smoothing|smoothing|drop\w*|p|l1\w*|l2\w*|alpha|ccp_alpha|C_l1|penalty)$/;

function isOff(value: string): boolean {
  return /^(none|false|''|""|\(\)|\[\]|\{\})$/i.test(value.trim()) || (value.trim() !== '' && Number(value) === 0);
}

function occurrences(
  baseline: Fingerprint,
  variant: Fingerprint,
  target: ComparisonTarget,
  { alignment }: ModelComparison,
): Occurrence[] {
  const lists: readonly (readonly [ChangeKind, readonly (readonly [SettingsOf, SettingsOf | undefined])[]])[] = [
    ['optimizer', zip(groupsOf(baseline), groupsOf(variant))],
    ['scheduler', zip(baseline.schedulers, variant.schedulers)],
    ['loss', zip(baseline.losses, variant.losses)],
    ['data', zip(baseline.loaders, variant.loaders)],
    ['estimator', zip(baseline.fits, variant.fits)],
  ];
  const named = lists.flatMap(([kind, pairs]) =>
    pairs.flatMap(([before, after]) =>
      Object.entries(before.settings).flatMap(([key, value]) =>
        isTargetSetting(target, kind, lastPart(key))
          ? [{ name: lastPart(key), before: value, after: after?.settings[key] }]
          : [],
      ),
    ),
  );
  const ofModules = [...alignment.counterpart].flatMap(([node, now]) => {
    if (node.print.type !== now.print.type) return [];
    const after = parseSettings(now.print.type, now.print.settings);
    return [...parseSettings(node.print.type, node.print.settings)].flatMap(([name, before]) =>
      isModuleSetting(target, node, name) ? [{ name, before, after: after.get(name) }] : [],
    );
  });
  return [...named, ...ofModules];
}

type SettingsOf = { readonly settings: Readonly<Record<string, string>> };

function groupsOf({ optimizers }: Fingerprint): readonly SettingsOf[] {
  return optimizers.flatMap(({ groups, settings }): readonly SettingsOf[] =>
    groups.length > 0 ? groups : [{ settings }],
  );
}

function zip<T>(one: readonly T[], other: readonly T[]): (readonly [T, T | undefined])[] {
  return one.map((each, index) => [each, other[index]] as const);
}
