import type { Inference } from '../../core/effect.js';
import type { Report, TrialMetric, TrialReport } from '../../core/report.js';
import { reasonsInWords } from '../../core/verdict-in-words.js';
import { missingRunsInWords } from '../formats/failure-summary.js';
import { isTested, testedTrials } from '../formats/table-note.js';
import { numberRows, type TrialRow } from '../formats/trial-row.js';
import type { FactNumber, Quantity } from './fact-number.js';
import { limitLines } from './limit-lines.js';
import { saidNumbers } from './said-numbers.js';
import { writtenNumbers } from './written-numbers.js';

/** Every number that a text on this report may contain, unrounded and as the tables print it. */
export function reportFacts(report: Report): FactNumber[] {
  return [...studyFacts(report), ...report.trials.flatMap((trial) => trialFacts(report, trial)), ...shownFacts(report)];
}

function studyFacts(report: Report): FactNumber[] {
  const { seeds, method, noiseFloor, secondBaseline, runs } = report;
  const ended = (state: string) => runs.filter((run) => run.state === state).length;
  const percent = percentOf(report, report.primaryMetric?.name);
  return [
    ...facts([seeds.indices.length, runs.length, ended('completed'), ended('failed')], { kind: 'seeds' }),
    ...countFacts(report),
    ...facts([method.alpha], { kind: 'alpha' }),
    ...facts([1 - method.alpha], { kind: 'level' }),
    ...facts([method.equivalenceMargin], { kind: 'measured', percent, role: 'difference' }),
    ...facts([noiseFloor?.standardDeviation], { kind: 'measured', percent, role: 'spread' }),
    ...facts([noiseFloor?.low, noiseFloor?.high], { kind: 'measured', percent, role: 'value' }),
    ...(secondBaseline?.metrics ?? []).flatMap((metric) => metricFacts(report, metric)),
    ...limitLines(report).flatMap((text) => saidNumbers(text)),
    { value: 0, quantity: { kind: 'said', beside: BESIDE_ZERO } },
  ];
}

/** What an interval does to 0. */
const BESIDE_ZERO = [
  'interval',
  'includ',
  'exclud',
  'contain',
  'cover',
  'cross',
  'span',
  'differs',
  'different',
  'distinguish',
];

/** How many trials there are, were tested, have a kind of finding, or are the others. */
function countFacts(report: Report): FactNumber[] {
  const variants = report.trials.filter(({ change }) => change !== 'none');
  const kinds = [...new Set(variants.map(({ finding }) => finding?.kind))];
  const ofKinds = kinds.map((kind) => variants.filter(({ finding }) => finding?.kind === kind).length);
  return [
    ...facts([variants.length, testedTrials(report), ...ofKinds], { kind: 'count' }),
    ...facts(
      ofKinds.map((count) => variants.length - count),
      { kind: 'count-of-others' },
    ),
  ];
}

function trialFacts(report: Report, trial: TrialReport): FactNumber[] {
  const { parameters, parameterDifference, stepMs, stepTimeRatio, meanDurationMs } = trial;
  const metric = report.primaryMetric?.name ?? '';
  const words = [
    trial.label,
    trial.finding?.inWords ?? '',
    missingRunsInWords(report, trial, metric) ?? '',
    trial.verdict === undefined ? '' : reasonsInWords(trial.verdict),
    ...trial.notes,
  ];
  const own = [
    ...trial.metrics.flatMap((found) => metricFacts(report, found)),
    ...facts([trial.plannedRuns, trial.failures.length, trial.finding?.seedsNeeded], { kind: 'seeds' }),
    ...facts([parameters, parameterDifference], { kind: 'parameters' }),
    ...facts([stepMs, seconds(stepMs), meanDurationMs, seconds(meanDurationMs)], { kind: 'time' }),
    ...facts([stepTimeRatio, stepTimeRatio === undefined ? undefined : stepTimeRatio - 1], { kind: 'time-ratio' }),
    ...words.flatMap((text) => saidNumbers(text)),
  ];
  return ofTrial(trial, own);
}

function metricFacts(report: Report, { metric, summary, effect }: TrialMetric): FactNumber[] {
  const percent = percentOf(report, metric);
  const values = [summary?.mean, ...(summary?.values ?? []).map(({ value }) => value)];
  const differences = [effect?.meanDifference, ...(effect?.differences ?? []).map(({ difference }) => difference)];
  return [
    ...facts(values, { kind: 'measured', percent, role: 'value' }),
    ...facts([summary?.standardDeviation], { kind: 'measured', percent, role: 'spread' }),
    ...facts(differences, { kind: 'measured', percent, role: 'difference' }),
    ...facts([summary?.n, effect?.pairs], { kind: 'seeds' }),
    ...(effect === undefined ? [] : inferenceFacts(effect.inference, report.method.alpha, percent)),
  ];
}

function inferenceFacts(inference: Inference, alpha: number, percent: 1 | 100): FactNumber[] {
  if (!isTested(inference)) return [];
  const { adjustedPValue, signFlipPValue, smallestSignFlipPValue } = inference;
  const pValues = [adjustedPValue, signFlipPValue, smallestSignFlipPValue];
  if (inference.kind === 'constant-difference') return facts(pValues, { kind: 'p-value' });
  const { interval, adjustedInterval, standardDeviation, effectSize, pValue } = inference;
  const bounds = [interval.low, interval.high, adjustedInterval.low, adjustedInterval.high];
  // Tables print `<0.001`.
  const least = adjustedPValue < 0.001 && alpha >= 0.001 ? [0.001] : [];
  return [
    ...facts([...pValues, pValue, ...least], { kind: 'p-value' }),
    ...facts(bounds, { kind: 'measured', percent, role: 'difference' }),
    ...facts([standardDeviation], { kind: 'measured', percent, role: 'spread' }),
    ...facts([effectSize], { kind: 'effect-size' }),
    ...facts([interval.level, adjustedInterval.level], { kind: 'level' }),
  ];
}

/** As the tables print them: what is rounded from there is no mistake of the writer. */
function shownFacts(report: Report): FactNumber[] {
  const metrics = [...new Set(report.trials.flatMap((trial) => trial.metrics.map(({ metric }) => metric)))];
  return metrics.flatMap((metric) => {
    const percent = percentOf(report, metric);
    return numberRows(report, metric).flatMap((row) => ofTrial(row.trial, shownNumbers(row, percent)));
  });
}

function shownNumbers({ value, effect }: TrialRow, percent: 1 | 100): FactNumber[] {
  const differences = [effect?.difference, effect?.interval?.low, effect?.interval?.high];
  return [
    ...shownAs([value?.mean], { kind: 'measured', percent, role: 'value' }),
    ...shownAs([value?.standardDeviation], { kind: 'measured', percent, role: 'spread' }),
    ...shownAs(differences, { kind: 'measured', percent, role: 'difference' }),
  ];
}

function shownAs(texts: readonly (string | undefined)[], quantity: Quantity): FactNumber[] {
  return texts.flatMap((text) =>
    writtenNumbers(text ?? '').map(({ value: size, unit, sign }) => ({
      value: sign === '−' ? -size : size,
      lastDigit: unit,
      quantity,
    })),
  );
}

/** What is the baseline's may be said beside any trial. */
function ofTrial({ id, change }: TrialReport, facts: readonly FactNumber[]): FactNumber[] {
  return change === 'none' ? [...facts] : facts.map((fact) => ({ ...fact, trialId: id }));
}

/** A metric between −1 and 1 is a share, and a percentage of it is 100 times as much. */
function percentOf({ trials }: Report, metric: string | undefined): 1 | 100 {
  const means = trials.flatMap(({ metrics }) =>
    metrics.filter((found) => found.metric === metric).map(({ summary }) => summary?.mean ?? 0),
  );
  return means.every((mean) => Math.abs(mean) <= 1) ? 100 : 1;
}

function seconds(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : milliseconds / 1000;
}

function facts(values: readonly (number | undefined)[], quantity: Quantity): FactNumber[] {
  return values.flatMap((value) => (value === undefined || !Number.isFinite(value) ? [] : [{ value, quantity }]));
}
