import type { TrialReport } from '../../core/report.js';
import type { StudyRecord } from '../../core/study-record.js';
import { gateInWords } from '../gate-in-words.js';
import { countInWords, listInWords } from './number-in-words.js';
import { refusedTrialIds } from './refused-trials.js';

/** A baseline that is not what the user's own command gives. */
export function gateWarnings({ baselineGate }: StudyRecord): readonly string[] {
  return baselineGate?.kind === 'differs' && baselineGate.cause === undefined
    ? [`${gateInWords(baselineGate)} The study's own conditions matter: threads, the seed it sets, its working copy.`]
    : [];
}

/** A study that is not finished: its findings can change. */
export function partialWarnings(record: StudyRecord): readonly string[] {
  const refused = refusedTrialIds(record);
  const awaited = record.runs.filter(({ run }) => !refused.has(run.trialId));
  const missing = awaited.filter(({ outcome }) => outcome === undefined).length;
  if (missing === 0) return [];
  return [
    `The study is not finished: ${missing} of ${countInWords(awaited.length, 'run')} are still to come, ` +
      'and the findings can change.',
  ];
}

/** Trials with failed runs: which, and how many of their runs. */
export function failureWarnings(
  trials: readonly Pick<TrialReport, 'id' | 'failures' | 'plannedRuns'>[],
): readonly string[] {
  const failed = trials.filter(({ failures }) => failures.length > 0);
  if (failed.length === 0) return [];
  const each = failed.map(({ id, failures, plannedRuns }) => `${id} (${failures.length} of ${plannedRuns})`);
  return [`Failed runs: ${listInWords(each)}. They enter no mean; findings are over the seeds that completed in both.`];
}

export function skippedWarnings({ skipped }: StudyRecord): readonly string[] {
  const impossible = skipped.filter(({ kind }) => kind !== 'not-selected');
  if (impossible.length === 0) return [];
  return [`Not in the table: ${listInWords(impossible.map(({ id, reason }) => `${id} (${reason})`))}.`];
}

/** What runs noted, once each: for the study where every trial with outcomes noted it, else with the trials. */
export function noteWarnings(record: StudyRecord): readonly string[] {
  const trialsOf = new Map<string, Set<string>>();
  const ended = new Set<string>();
  for (const { run, outcome } of record.runs) {
    if (outcome === undefined) continue;
    ended.add(run.trialId);
    for (const note of outcome.notes) trialsOf.set(note, (trialsOf.get(note) ?? new Set()).add(run.trialId));
  }
  return [...trialsOf].map(([note, trials]) =>
    trials.size === ended.size ? note : `${listInWords([...trials])}: ${note}`,
  );
}
