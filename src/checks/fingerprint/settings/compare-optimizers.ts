import type { Fingerprint, OptimizerPrint } from '../../../core/fingerprint.js';
import { alignSequences } from '../align-sequences.js';
import type { ComparisonTarget } from '../comparison-target.js';
import { observed, type Finding } from '../findings.js';
import { countInWords, valueInWords } from '../in-words.js';
import { targetRoots, type ModelComparison } from '../modules/model-comparison.js';
import { parametersBelow } from '../modules/module-tree.js';
import { shareEqual } from './compare-named-settings.js';
import { compareSettings, isSameValue } from './compare-settings.js';

type Group = OptimizerPrint['groups'][number];

/** Compares the optimizers in their order, group by group, as they were when the first steps were taken. */
export function compareOptimizers(
  baseline: Fingerprint,
  variant: Fingerprint,
  target: ComparisonTarget,
  comparison: ModelComparison,
): Finding[] {
  const { pairs, onlyLeft, onlyRight } = alignSequences(baseline.optimizers, variant.optimizers, {
    pair: (of, to) => (of.type === to.type ? 1 : 0.1) + shareEqual(of.settings, to.settings),
  });
  const removed = parametersRemoved(comparison);
  return [
    ...onlyLeft.flatMap((optimizer) => judgeMissing(optimizer, target, comparison)),
    ...onlyRight.map(({ type }) => observed('rejected', `an optimizer is new: ${type}`)),
    ...pairs.flatMap(([of, to]) => comparePair(of, to, target, removed)),
    ...(target.kinds.has('scheduler') ? judgeScheduledRates(pairs, baseline, variant, target) : []),
  ];
}

function comparePair(of: OptimizerPrint, to: OptimizerPrint, target: ComparisonTarget, removed: number): Finding[] {
  if (of.type !== to.type) {
    const isMeant = target.kinds.has('optimizer') && target.classNames.includes(of.type);
    return [observed(isMeant ? 'note' : 'rejected', `the optimizer is ${to.type} where the baseline has ${of.type}`)];
  }
  const staysThough =
    target.kinds.has('optimizer') && target.classNames.includes(of.type) && target.settingNames.length === 0;
  const { pairs, onlyLeft, onlyRight } = alignSequences(of.groups, to.groups, {
    pair: (left, right) => 1 + shareEqual(left.settings, right.settings),
  });
  return [
    ...(staysThough
      ? [{ severity: 'rejected', aspect: 'completeness', one: `the optimizer ${of.type} still takes part` } as const]
      : []),
    ...onlyLeft.flatMap(({ parameters }) =>
      parameters <= removed
        ? []
        : [observed('rejected', `a parameter group of ${of.type} is gone (${countInWords(parameters, 'parameter')})`)],
    ),
    ...onlyRight.map(({ parameters }) =>
      observed('rejected', `${of.type} has a new parameter group (${countInWords(parameters, 'parameter')})`),
    ),
    ...pairs.flatMap(([left, right]) => compareGroups(left, right, target, of.type)),
  ];
}

const SET_BY_SCHEDULERS = new Set(['lr', 'initial_lr', 'max_lr', 'min_lr', 'base_momentum', 'max_momentum']);

function compareGroups(of: Group, to: Group, target: ComparisonTarget, owner: string): Finding[] {
  const bySchedule = target.kinds.has('scheduler');
  return compareSettings(of.settings, to.settings, {
    target,
    kind: 'optimizer',
    owner,
    ignored: (name) => bySchedule && SET_BY_SCHEDULERS.has(name),
  });
}

/**
 * Without its scheduler an optimizer has the rate it was made with, which the scheduler keeps as
 * `initial_lr`. Those that cycle (`OneCycleLR`) overwrite that as well, and a schedule written by hand
 * keeps it nowhere: there the rate can only be noted.
 */
function judgeScheduledRates(
  pairs: readonly (readonly [OptimizerPrint, OptimizerPrint])[],
  baseline: Fingerprint,
  variant: Fingerprint,
  target: ComparisonTarget,
): Finding[] {
  const isObject = variant.schedulers.length < baseline.schedulers.length;
  return pairs.flatMap(([{ groups }, to]) =>
    groups.flatMap((of, index): Finding[] => {
      const [expected, rate] = [rateOf(of), rateOf(to.groups[index])];
      const isSame = isSameValue(expected, rate) || isSameValue(of.settings.lr, rate);
      if (isSame || rate === undefined || target.settingNames.includes('lr')) return [];
      const isKnown = isObject && 'initial_lr' in of.settings && !('max_lr' in of.settings);
      const without = baseline.schedulers.length > 0 && !isObject ? '' : ' without the scheduler,';
      const clause = `lr is ${valueInWords(rate)}${without} where the baseline starts from ${valueInWords(expected)}`;
      return [observed(isKnown ? 'rejected' : 'note', clause)];
    }),
  );
}

function rateOf(group: Group | undefined): string | undefined {
  return group?.settings.initial_lr ?? group?.settings.lr;
}

function judgeMissing(optimizer: OptimizerPrint, target: ComparisonTarget, comparison: ModelComparison): Finding[] {
  const owned = optimizer.groups.reduce((sum, { parameters }) => sum + parameters, 0);
  if (targetRoots(comparison).some((root) => parametersBelow(root) === owned)) return [];
  const mayGo = target.kinds.has('optimizer') && target.settingNames.length === 0;
  return mayGo
    ? []
    : [observed('rejected', `the optimizer ${optimizer.type} is gone (${countInWords(owned, 'parameter')})`)];
}

function parametersRemoved({ targets }: ModelComparison): number {
  return [...targets].reduce((sum, node) => sum + parametersBelow(node), 0);
}
