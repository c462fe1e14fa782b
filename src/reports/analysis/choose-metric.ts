import { trustRank, type MetricChoice, type MetricRecord } from '../../core/metric.js';
import type { StudyRecord } from '../../core/study-record.js';
import { BASELINE_ID } from '../../core/trial.js';
import { candidateMetrics, completedOutcomes, directionOf } from './candidates.js';
import { inferDirection } from './metric-direction.js';
import { compareNames, isPossibleResult } from './metric-standing.js';
import { metricTokens } from './metric-tokens.js';
import { isSummedUp } from './summed-up.js';

/** What the table is about, and how many metrics it could as well have been about. */
export interface ChosenMetric {
  readonly choice: MetricChoice;
  readonly alternatives: number;
}

/**
 * Chooses the primary metric: what the user named, else what was chosen before for this study, else
 * the best guess among the metrics every completed run of the baseline gave. Undefined where there
 * is nothing to guess from; a name like `epoch` or `lr` is never guessed, unless it was reported on purpose.
 */
export function chooseMetric(record: StudyRecord): ChosenMetric | undefined {
  const [requested] = record.requestedMetrics.names;
  if (requested !== undefined)
    return { choice: choiceOf(record, resolveName(record, requested), 'user'), alternatives: 0 };

  const field = guessable(eligibleCandidates(record));
  const recorded = record.recordedChoice;
  if (recorded !== undefined && isGivenByBaseline(record, recorded.name)) {
    return { choice: choiceOf(record, recorded.name, recorded.origin), alternatives: field.length };
  }
  const best = bestOf(field);
  if (best === undefined) return undefined;
  const origin = field.length === 1 ? 'only-candidate' : 'guess';
  return { choice: choiceOf(record, best.name, origin), alternatives: field.length };
}

/** What would be guessed from a single run's metrics: until the metric is chosen, a view shows it. */
export function guessMetric(metrics: readonly MetricRecord[]): MetricRecord | undefined {
  return bestOf(guessable(metrics.filter(({ name, source }) => isDeliberate(source) || isPossibleResult(name))));
}

function guessable(eligible: readonly MetricRecord[]): readonly MetricRecord[] {
  const deliberate = eligible.filter(({ source }) => isDeliberate(source));
  return mostTrusted(deliberate.length > 0 ? deliberate : eligible);
}

function bestOf(field: readonly MetricRecord[]): MetricRecord | undefined {
  return field.filter((metric) => !isSummedUp(metric, field)).toSorted(compareGuesses)[0];
}

/** The name as the runs give it: `test acc` and `Test_Acc` find `test_acc`, where only one is meant. */
export function resolveName(record: StudyRecord, requested: string): string {
  const names = candidateMetrics(record).map(({ name }) => name);
  if (names.includes(requested)) return requested;
  const wanted = metricTokens(requested).join(' ');
  const alike = names.filter((name) => metricTokens(name).join(' ') === wanted);
  return alike.length === 1 ? (alike[0] ?? requested) : requested;
}

function choiceOf(record: StudyRecord, name: string, origin: MetricChoice['origin']): MetricChoice {
  const { directions, select } = record.requestedMetrics;
  const isSaid = directions[name] !== undefined || directions['*'] !== undefined;
  return {
    name,
    direction: directionOf(record, name),
    directionOrigin: isSaid ? 'user' : inferDirection(name).origin,
    origin,
    select: select.kind === 'best' ? { kind: 'best', by: resolveName(record, select.by) } : select,
  };
}

/** Metrics that every completed run of the baseline gave; where none completed, every completed run. */
function eligibleCandidates(record: StudyRecord): MetricRecord[] {
  const ofBaseline = completedOutcomes(record, BASELINE_ID);
  const [first, ...others] = ofBaseline.length > 0 ? ofBaseline : completedOutcomes(record);
  const common = (first?.metrics ?? []).filter(
    ({ name, source }) =>
      (isDeliberate(source) || isPossibleResult(name)) &&
      others.every(({ metrics }) => metrics.some((metric) => metric.name === name)),
  );
  const finite = common.filter(({ value }) => Number.isFinite(value));
  return finite.length > 0 ? finite : common;
}

function isGivenByBaseline(record: StudyRecord, name: string): boolean {
  return completedOutcomes(record, BASELINE_ID).some(({ metrics }) => metrics.some((metric) => metric.name === name));
}

/** Reported on purpose, not found by reading along: one such metric is no guess. */
function isDeliberate(source: MetricRecord['source']): boolean {
  return trustRank(source) <= trustRank('user-pattern');
}

/** Of metrics reported on purpose, those of the most trusted way; of the others all. */
function mostTrusted(candidates: readonly MetricRecord[]): readonly MetricRecord[] {
  if (!candidates.some(({ source }) => isDeliberate(source))) return candidates;
  const best = Math.min(...candidates.map(({ source }) => trustRank(source)));
  return candidates.filter(({ source }) => trustRank(source) === best);
}

function compareGuesses(a: MetricRecord, b: MetricRecord): number {
  return compareNames(a.name, b.name) || trustRank(a.source) - trustRank(b.source);
}
