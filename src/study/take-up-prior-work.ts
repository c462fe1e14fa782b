import path from 'node:path';
import type { KeptEvent } from '../core/event.js';
import { BASELINE_ID } from '../core/trial.js';
import { UserError } from '../core/user-error.js';
import { isFinal } from '../planning/pending-runs.js';
import { changedParts } from '../planning/run-identity.js';
import { findStaleRuns, type StaleRun } from '../planning/stale-runs.js';
import { readEvents, type EventLog } from '../store/event-log.js';
import { foldFinishedRuns, type FinishedRun } from '../store/finished-runs.js';
import { readIdentityParts } from '../store/identity-parts.js';
import { readOutcomes } from '../store/run-outcome.js';
import { runDirectoryName, type StudyFolder } from '../store/study-folder.js';
import type { Bench } from './bench.js';

/**
 * What an earlier start of the study has finished, by the identities of the plan. Results that a crash
 * kept out of the log are taken in from their folders; results of changed sources are kept or dropped
 * as the user decides. Throws a UserError when that is to stop.
 */
export async function takeUpPriorWork(bench: Bench): Promise<Map<string, FinishedRun>> {
  const { subject, plan, folder, log } = bench;
  const finished = foldFinishedRuns(await ingestOutcomes(folder, log));
  const stale = findStaleRuns(plan.runs, finished, subject.project.root);
  if (stale.length > 0) await settleStaleRuns(bench, stale, finished);

  const { resources, failedRuns } = subject.settings;
  const standing = plan.runs.flatMap((run) => {
    const work = finished.get(run.identity);
    // A baseline that failed is what the user is mending: it always runs again.
    const isFailedBaseline = run.trialId === BASELINE_ID && work?.outcome.kind === 'failed';
    return work !== undefined && !isFailedBaseline && isFinal(work.outcome, resources.timeoutMs, failedRuns)
      ? [[run.identity, work] as const]
      : [];
  });
  return new Map(standing);
}

/** The log, completed by the results that lie in run folders but never reached it. */
async function ingestOutcomes(folder: StudyFolder, log: EventLog): Promise<KeptEvent[]> {
  const events = readEvents(folder.eventsFile);
  const known = new Set(
    events.flatMap((event) =>
      event.type === 'run-ended' ? [JSON.stringify([event.run.identity, event.outcome.attempt])] : [],
    ),
  );
  for (const { run, outcome } of await readOutcomes(folder.runsDirectory)) {
    if (known.has(JSON.stringify([run.identity, outcome.attempt]))) continue;
    const event: KeptEvent = { type: 'run-ended', at: new Date().toISOString(), run, outcome };
    log.append(event);
    events.push(event);
  }
  return events;
}

async function settleStaleRuns(
  { subject, plan, folder, log, observer }: Bench,
  stale: readonly StaleRun[],
  finished: Map<string, FinishedRun>,
): Promise<void> {
  const changes = new Set(stale.flatMap((run) => run.changedData));
  for (const { run, former } of stale) {
    const before = readIdentityParts(path.join(folder.directory, runDirectoryName(former.run)));
    const now = plan.recipes.get(run.identity)?.parts;
    if (before !== undefined && now !== undefined) for (const part of changedParts(before, now)) changes.add(part);
  }
  const question = {
    runs: stale.length,
    changes: [...changes].sort(),
    costMs: stale.reduce((sum, { former }) => sum + former.outcome.durationMs, 0),
  };
  const { changedRuns } = subject.settings;
  const decision = changedRuns === 'ask' ? await observer.decideChangedRuns(question) : changedRuns;
  if (decision === 'stop') {
    throw new UserError(
      `Stopped: ${question.runs} finished runs no longer match (changed: ${question.changes.join(', ')}). ` +
        'Say --rerun to run them again or --keep-results to count them all the same.',
    );
  }
  for (const { run, former } of stale) {
    if (decision === 'rerun') {
      finished.delete(run.identity);
      continue;
    }
    finished.set(run.identity, former);
    log.append({ type: 'run-kept', at: new Date().toISOString(), run, formerIdentity: former.run.identity });
  }
}
