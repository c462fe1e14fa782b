import type { MetricChoice } from '../../core/metric.js';
import type { Effect } from '../../core/effect.js';
import type { TrialReport } from '../../core/report.js';
import type { StudyRecord } from '../../core/study-record.js';
import { BASELINE_ID } from '../../core/trial.js';
import { pairsForSignFlip, smallestSignFlipPValue } from '../../statistics/sign-flip.js';
import { hasNoSpread } from '../../statistics/spread.js';
import { isIdenticalOverSeeds } from './bit-identical.js';
import { countInWords, listInWords, numberInWords } from './number-in-words.js';

/** What limits the conclusions: seeds without effect, too few seeds for the exact test, noise at one seed. */
export function statisticsWarnings(
  record: StudyRecord,
  trials: readonly TrialReport[],
  choice: MetricChoice,
): readonly string[] {
  return [
    ...seedWarnings(record, trials, choice),
    ...signFlipWarnings(record, trials),
    ...toleranceWarnings(record, trials, choice),
    ...exploratoryWarnings(trials),
  ];
}

function seedWarnings(record: StudyRecord, trials: readonly TrialReport[], { name }: MetricChoice): readonly string[] {
  const values = (primarySummary(trials, BASELINE_ID)?.values ?? []).map(({ value }) => value);
  if (values.length < 2 || !hasNoSpread(values)) return [];
  const seeds = countInWords(values.length, 'seed');
  return isIdenticalOverSeeds(record, BASELINE_ID)
    ? [`The seed has no effect: the baseline gives the same numbers at all ${seeds}.`]
    : [
        `The baseline gives the same ${name} at all ${seeds}, though its other numbers vary: the metric may be too coarse.`,
      ];
}

function signFlipWarnings({ alpha }: StudyRecord, trials: readonly TrialReport[]): readonly string[] {
  const tested = primaryEffects(trials).filter(
    ({ effect: { inference } }) => inference.kind === 'paired-t' || inference.kind === 'constant-difference',
  );
  const pairs = Math.max(0, ...tested.map(({ effect }) => effect.pairs));
  if (pairs === 0 || smallestSignFlipPValue(pairs) < alpha) return [];
  return [
    `The exact sign-flip test cannot reach ${numberInWords(alpha)} with ${countInWords(pairs, 'seed')} ` +
      `(its smallest p is ${numberInWords(smallestSignFlipPValue(pairs))}; ${pairsForSignFlip(alpha)} seeds can): ` +
      'the findings rest on the t-test, which assumes roughly normal differences.',
  ];
}

function toleranceWarnings(
  { reproducibility }: StudyRecord,
  trials: readonly TrialReport[],
  { name }: MetricChoice,
): readonly string[] {
  const tolerance = reproducibility.kind === 'differs' ? (reproducibility.tolerance[name] ?? 0) : 0;
  const smaller = primaryEffects(trials).filter(({ effect }) => Math.abs(effect.meanDifference) <= tolerance);
  if (tolerance === 0 || smaller.length === 0) return [];
  return [
    `Two runs of the baseline at one seed differ by ${numberInWords(tolerance)} in ${name}; the effect of ` +
      `${listInWords(smaller.map(({ id }) => id))} is no larger than that.`,
  ];
}

function exploratoryWarnings(trials: readonly TrialReport[]): readonly string[] {
  const names = new Set(
    trials.flatMap(({ metrics }) => metrics.filter(({ role }) => role === 'exploratory').map(({ metric }) => metric)),
  );
  if (names.size === 0) return [];
  return [`Exploratory, their p-values not corrected for multiple comparisons: ${listInWords([...names])}.`];
}

function primaryEffects(trials: readonly TrialReport[]): { readonly id: string; readonly effect: Effect }[] {
  return trials.flatMap(({ id, metrics }) => {
    const effect = metrics.find(({ role }) => role === 'primary')?.effect;
    return effect === undefined ? [] : [{ id, effect }];
  });
}

function primarySummary(trials: readonly TrialReport[], id: string): TrialReport['metrics'][number]['summary'] {
  return trials.find((trial) => trial.id === id)?.metrics.find(({ role }) => role === 'primary')?.summary;
}
