import path from 'node:path';
import type { KeptEvent } from '../core/event.js';
import { BASELINE_ID } from '../core/trial.js';
import { isFinal } from '../planning/pending-runs.js';
import { findStaleRuns } from '../planning/stale-runs.js';
import { readEvents } from '../store/event-log.js';
import { foldFinishedRuns, keptRuns, type FinishedRun } from '../store/finished-runs.js';
import { readOutcomes } from '../store/run-outcome.js';
import type { Bench } from './bench.js';
import { FinishedRuns } from './finished-runs.js';
import { settleStaleRuns } from './settle-stale-runs.js';

/**
 * What an earlier start of the study has finished, by the identities of the plan. Results that a crash
 * kept out of the log are taken in from their folders; results of changed sources are kept or dropped
 * as the user decides. Throws a UserError when that is to stop.
 */
export async function takeUpPriorWork(bench: Bench): Promise<FinishedRuns> {
  const finished = foldFinishedRuns(ingestOutcomes(bench));
  if (bench.subject.settings.changedRuns === 'rerun') forgetKept(bench, finished);
  const stale = findStaleRuns(bench.plan.runs, finished, bench.subject.project.root);
  await settleStaleRuns(bench, stale, finished);
  const runs = new FinishedRuns();
  for (const [identity, work] of standing(bench, finished)) runs.set(identity, work);
  return runs;
}

/**
 * Adds to `finished` what earlier starts finished of the runs that a plan has gained since. Only the very same runs
 * count: nobody was asked about others.
 */
export function takeUpGainedRuns(bench: Bench, finished: Map<string, FinishedRun>): void {
  const gained = bench.plan.runs.filter(({ identity }) => !finished.has(identity));
  if (gained.length === 0) return;
  const known = foldFinishedRuns(readEvents(bench.folder.eventsFile));
  for (const { run } of findStaleRuns(gained, known, bench.subject.project.root)) known.delete(run.identity);
  for (const [identity, work] of standing(bench, known)) {
    if (!finished.has(identity)) finished.set(identity, work);
  }
}

/** Results of changed sources that were kept once are made again, too. */
function forgetKept({ plan }: Bench, finished: Map<string, FinishedRun>): void {
  for (const { identity } of keptRuns(plan.runs, finished)) finished.delete(identity);
}

/** Of what is finished, what the plan asks for and need not be tried again. */
function standing({ plan, subject }: Bench, finished: ReadonlyMap<string, FinishedRun>): Map<string, FinishedRun> {
  const runs = plan.runs.flatMap((run) => {
    const work = finished.get(run.identity);
    // A baseline that failed is what the user is mending: it always runs again.
    const isFailedBaseline = run.trialId === BASELINE_ID && work?.outcome.kind === 'failed';
    return work !== undefined && !isFailedBaseline && isFinal(work.outcome, subject.settings)
      ? [[run.identity, work] as const]
      : [];
  });
  return new Map(runs);
}

/** The log, completed by the results that lie in run folders but never reached it. */
function ingestOutcomes({ folder, log, unlogged }: Bench): KeptEvent[] {
  const events = readEvents(folder.eventsFile);
  for (const { run, outcome } of readOutcomes(unlogged.map((directory) => path.join(folder.directory, directory)))) {
    const event: KeptEvent = { type: 'run-ended', at: new Date().toISOString(), run, outcome };
    log.append(event);
    events.push(event);
  }
  return events;
}
