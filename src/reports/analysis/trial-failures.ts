import { failureInWords } from '../../core/failure-in-words.js';
import type { MetricChoice } from '../../core/metric.js';
import type { FailureReason } from '../../core/outcome.js';
import type { Finding } from '../../core/finding.js';
import type { TrialFailure } from '../../core/report.js';
import type { StudyRecord } from '../../core/study-record.js';
import { runsOf, runValue } from './trial-values.js';

/** The runs of a trial that ended without a usable value of the primary metric, each with its reason. */
export function trialFailures(
  record: StudyRecord,
  trialId: string,
  choice: MetricChoice | undefined,
): readonly TrialFailure[] {
  return runsOf(record, trialId).flatMap((run): TrialFailure[] => {
    const reason = failureOf(record, run, choice);
    return reason === undefined ? [] : [{ seedIndex: run.run.seedIndex, reason, inWords: failureInWords(reason) }];
  });
}

/** Why a run has no usable value of the primary metric; undefined where it has one, or is still to come. */
export function failureOf(
  record: StudyRecord,
  run: Parameters<typeof runValue>[1],
  choice: MetricChoice | undefined,
): FailureReason | undefined {
  if (choice === undefined) return run.outcome?.kind === 'failed' ? run.outcome.reason : undefined;
  const value = runValue(record, run, choice.name, choice.select);
  return value?.ok === false ? value.failure : undefined;
}

/** The finding of a trial that has no value at all: its most common failure, or that it did not run. */
export function findingWithoutValues(failures: readonly TrialFailure[]): Finding {
  const ownFailures = failures.filter(({ reason }) => reason.kind !== 'cancelled');
  const mostCommon = mostFrequent(ownFailures.map(({ inWords }) => inWords));
  if (mostCommon !== undefined) return { kind: 'failed', inWords: `failed: ${mostCommon}` };
  return { kind: 'not-run', inWords: failures.length > 0 ? 'not run: cancelled' : 'not run yet' };
}

/** The first of the most frequent ones. */
function mostFrequent(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}
