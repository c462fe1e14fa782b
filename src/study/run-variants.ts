import path from 'node:path';
import type { FinishedRun } from '../store/finished-runs.js';
import { attemptDirectoryName } from '../store/study-folder.js';
import { readWrittenVariants } from '../store/written-variants.js';
import { membersOf } from '../prepare-trial.js';
import { runFiles } from '../execution/run-files.js';
import { taskKey } from '../variants/task-key.js';
import type { Bench } from './bench.js';
import { proveVariants } from './prove-variants.js';
import { runPending } from './run-pending.js';
import { firstRunOf } from './smoke-variants.js';
import type { ModelSession } from './writing/model-session.js';
import { explainCrash } from './writing/smoke-candidate.js';
import { MOST_REPAIRS, type FormerAttempt } from './writing/write-variant.js';
import { writeVariants } from './writing/write-variants.js';
import type { WritingTask } from './writing/writing-task.js';

/**
 * Proves the variants and runs what is to be run. A model's variant that ends with a Python exception before any of its
 * runs completed goes back to the model, a few times; then its failures stand.
 */
export async function runVariants(
  bench: Bench,
  session: ModelSession | undefined,
  finished: Map<string, FinishedRun>,
): Promise<void> {
  let current = bench;
  const tried = new Set<string>();
  for (;;) {
    const variants = await proveVariants(current, finished);
    const repairable = repairableTrials(current, session, tried);
    const crashed = await runPending(current, finished, variants, repairable);
    if (crashed.size === 0 || current.signal.aborted) return;
    const tasks = (await Promise.all([...crashed].map((trialId) => repairTask(current, trialId, finished)))).flat();
    // One that did not get better is not held back again, and runs as it is.
    for (const trialId of crashed) tried.add(`${trialId} ${firstRunOf(current, trialId)?.identity ?? ''}`);
    current = await writeVariants(current, session, finished, tasks);
  }
}

function repairableTrials(bench: Bench, session: ModelSession | undefined, tried: ReadonlySet<string>): Set<string> {
  if (session === undefined) return new Set();
  const trials = bench.plan.trials.filter(
    ({ trial, variant: { origin } }) =>
      origin.kind === 'model' &&
      origin.repairs < MOST_REPAIRS &&
      !tried.has(`${trial.id} ${firstRunOf(bench, trial.id)?.identity ?? ''}`),
  );
  return new Set(trials.map(({ trial }) => trial.id));
}

/** What is sent back: the edits that crashed and how; nothing where the machine is to blame. */
async function repairTask(
  bench: Bench,
  trialId: string,
  finished: ReadonlyMap<string, FinishedRun>,
): Promise<WritingTask[]> {
  const { project, components } = bench.subject;
  const planned = bench.plan.trials.find(({ trial }) => trial.id === trialId);
  const work = bench.plan.runs
    .filter((run) => run.trialId === trialId)
    .map(({ identity }) => finished.get(identity))
    .find((run) => run?.outcome.kind === 'failed');
  if (planned === undefined || work === undefined) return [];
  const members = membersOf(planned.trial, components);
  const stored = readWrittenVariants(bench.folder.directory).get(taskKey(project, members));
  if (stored === undefined) return [];
  const directory = path.join(bench.folder.directory, attemptDirectoryName(work.run, work.outcome.attempt));
  const { trace } = await explainCrash(project, planned, work.outcome, runFiles(directory).stderr);
  if (trace === undefined) return [];
  const former: FormerAttempt = {
    reply: stored.reply,
    edits: stored,
    reason: { findings: ['a full run of it ended with an exception'], trace },
  };
  return [{ open: { trial: planned.trial, members, reasons: [] }, former }];
}
