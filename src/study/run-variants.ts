import path from 'node:path';
import type { FinishedRun } from '../store/finished-runs.js';
import { attemptDirectoryName } from '../store/study-folder.js';
import { readWrittenVariants } from '../store/written-variants.js';
import { membersOf } from '../prepare-trial.js';
import { runFiles } from '../execution/run-files.js';
import { taskKey } from '../variants/task-key.js';
import type { Bench } from './bench.js';
import { tellEarlierVerdicts } from './earlier-verdicts.js';
import { proveVariants } from './prove-variants.js';
import { runPending } from './run-pending.js';
import { firstRunOf } from './smoke-variants.js';
import type { SessionOpener } from './writing/open-session.js';
import { reopenTrial } from './writing/reopen-trial.js';
import { explainCrash } from './writing/smoke-candidate.js';
import { MOST_REPAIRS } from './writing/correspondence.js';
import { writeVariants } from './writing/write-variants.js';
import { isWorthAsking, readWritingMemory } from './writing/writing-memory.js';
import type { FormerAttempt, WritingTask } from './writing/writing-task.js';

/**
 * Proves the variants and runs what is to be run. A model's variant that ends with a Python exception before any of its
 * runs completed goes back to the model, a few times; then its failures stand.
 */
export async function runVariants(
  bench: Bench,
  openSession: SessionOpener | undefined,
  finished: Map<string, FinishedRun>,
): Promise<void> {
  tellEarlierVerdicts(bench);
  let current = bench;
  const tried = new Set<string>();
  for (;;) {
    const variants = await proveVariants(current, finished);
    const repairable = openSession === undefined ? new Set<string>() : repairableTrials(current, tried);
    const { crashed, hasMore } = await runPending(current, finished, variants, repairable);
    if (current.signal.aborted || (crashed.size === 0 && !hasMore)) return;
    const tasks = (await Promise.all([...crashed].map((trialId) => repairTask(current, trialId, finished)))).flat();
    // One that did not get better is not held back again, and runs as it is.
    for (const trialId of crashed) tried.add(triedKey(current, trialId));
    current = await writeVariants(current, openSession, finished, tasks);
  }
}

function repairableTrials(bench: Bench, tried: ReadonlySet<string>): Set<string> {
  const { subject, folder, plan } = bench;
  const memory = readWritingMemory(folder.directory, subject.project);
  const trials = plan.trials.filter(({ trial, variant: { origin } }) => {
    if (origin.kind !== 'model' || origin.repairs >= MOST_REPAIRS || tried.has(triedKey(bench, trial.id))) return false;
    // The model could not mend it in an earlier start.
    const givenUp = memory.givenUp(membersOf(trial, subject.components));
    return givenUp === undefined || isWorthAsking(givenUp, subject.settings);
  });
  return new Set(trials.map(({ trial }) => trial.id));
}

/** A trial's variant, as it was sent back. */
function triedKey(bench: Bench, trialId: string): string {
  return JSON.stringify([trialId, firstRunOf(bench, trialId)?.identity]);
}

/** What is sent back: the edits that crashed and how; nothing where the machine is to blame. */
async function repairTask(
  bench: Bench,
  trialId: string,
  finished: ReadonlyMap<string, FinishedRun>,
): Promise<WritingTask[]> {
  const { project } = bench.subject;
  const planned = bench.plan.trials.find(({ trial }) => trial.id === trialId);
  const work = bench.plan.runs
    .filter((run) => run.trialId === trialId)
    .map(({ identity }) => finished.get(identity))
    .find((run) => run?.outcome.kind === 'failed' && run.outcome.reason.kind === 'crashed');
  if (planned === undefined || work === undefined) return [];
  const open = reopenTrial(bench.subject, planned.trial);
  const stored = readWrittenVariants(bench.folder.directory).get(taskKey(project, open.members));
  if (stored === undefined) return [];
  const directory = path.join(bench.folder.directory, attemptDirectoryName(work.run, work.outcome.attempt));
  const { trace } = await explainCrash(project, planned, work.outcome, runFiles(directory).stderr);
  if (trace === undefined) return [];
  const former: FormerAttempt = {
    reply: stored.reply,
    edits: stored,
    reason: { findings: ['a full run of it ended with an exception'], trace },
  };
  return [{ open, former }];
}
