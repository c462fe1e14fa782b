import { rm } from 'node:fs/promises';
import { isFaultOfMachine } from '../../core/fault-of-machine.js';
import { UserError } from '../../core/user-error.js';
import type { Executor, RunRequest } from '../../execution/executor.js';
import { LocalExecutor } from '../../execution/local-executor.js';
import type { Batch, BatchManifest } from '../../execution/slurm/batch.js';
import {
  claimedRuns,
  claimRun,
  isClosed,
  markEnded,
  readBatch,
  reportTask,
  type TaskReport,
} from '../../execution/slurm/batch-folder.js';
import { FirstWritersOfStudy } from '../../execution/slurm/first-writers-of-study.js';
import { layOutFarm } from '../../execution/workspace/farm.js';
import { writeOutcome } from '../../store/run-outcome.js';
import { describeNode } from './describe-node.js';
import { differentPython } from './different-python.js';
import { jobEnvironment } from './job-environment.js';
import { nodeWorkDirectory } from './node-work-directory.js';
import { readTask, type Task } from './task.js';

const HEARTBEAT_MS = 10_000;
/** A task that has worked for so long leaves the rest to others. */
const ENOUGH_MS = 5 * 60_000;
/** Beyond twice the longest run so far, what the next one may need: this part of the job's time, and no more than a minute. */
const SPARE_PART = 0.2;
const MOST_SPARE_MS = 60_000;

/**
 * What a task of Slurm does: takes runs of a batch, one after the other, executes them here and leaves each one's outcome in its
 * folder. Told to end, it ends the run under way and leaves no outcome: why it was told, Slurm knows.
 */
export async function workOffBatch(batchDirectory: string, signal: AbortSignal): Promise<void> {
  const batch = readBatch(batchDirectory);
  const task = await readTask(process.env);
  using _heart = beat(batch, task, signal);
  await describeNode(batch.directory, process.env);
  const { surroundings } = batch.manifest;
  // Before it takes a run: another node may do.
  const obstacle = await differentPython(surroundings, task.node);
  if (obstacle !== undefined) throw new UserError(`${obstacle}.`);
  const workDirectory = nodeWorkDirectory(batch.manifest, task.id, process.env);
  try {
    const executor = await openExecutor(batch.manifest, workDirectory);
    for (let longestMs = 0; ;) {
      const request = takeNext(batch, task);
      if (request === undefined) return;
      const beganAt = Date.now();
      const outcome = await executor.execute(request.run, task.slot, signal);
      // One that was complete when the word came has its result.
      if (isAborted(signal) && outcome.kind === 'failed') return;
      await writeOutcome(request.run.runDirectory, request.run.run, outcome);
      markEnded(batch, request.position);
      longestMs = Math.max(longestMs, Date.now() - beganAt);
      // A node that cannot run one cannot run the next, and must not take them all.
      if (isFaultOfMachine(outcome) || !hasTimeForMore(task, longestMs)) return;
    }
  } finally {
    if (surroundings.keepWorkspaces === 'none') await rm(workDirectory, { recursive: true, force: true });
  }
}

async function openExecutor({ surroundings, kind }: BatchManifest, workDirectory: string): Promise<Executor> {
  const { plan, pristineDirectory, writersDirectory } = surroundings;
  const farm = await layOutFarm(plan, workDirectory, pristineDirectory);
  return new LocalExecutor({
    ...surroundings,
    farm,
    environment: jobEnvironment(process.env),
    ...(kind === 'kept' ? { firstWriters: new FirstWritersOfStudy(writersDirectory) } : {}),
  });
}

function takeNext(batch: Batch, task: Task): { readonly position: number; readonly run: RunRequest } | undefined {
  if (isClosed(batch)) return undefined;
  const claimed = claimedRuns(batch);
  for (const [position, run] of batch.manifest.requests.entries()) {
    if (!claimed.has(position) && claimRun(batch, position, task.id)) return { position, run };
  }
  return undefined;
}

function hasTimeForMore({ startedAt, endsAt = Infinity }: Task, longestMs: number): boolean {
  const spareMs = Math.min(MOST_SPARE_MS, SPARE_PART * (endsAt - startedAt));
  return Date.now() - startedAt < ENOUGH_MS && endsAt - Date.now() > 2 * longestMs + spareMs;
}

/** Asked anew: the signal changes while one waits. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** Shows the controller that the task lives, whatever Slurm says. */
function beat(batch: Batch, task: Task, signal: AbortSignal): Disposable {
  let beats = 0;
  let told: Pick<TaskReport, 'toldToEndAt' | 'endedAt'> = {};
  const report = (): void => {
    beats += 1;
    const { id, node, startedAt, endsAt } = task;
    const times = { startedAt, saidAt: Date.now(), ...(endsAt === undefined ? {} : { endsAt }), ...told };
    tryToReport(batch, { taskId: id, node, beats, ...times });
  };
  report();
  const timer = setInterval(report, HEARTBEAT_MS);
  signal.addEventListener('abort', () => {
    told = { ...told, toldToEndAt: Date.now() };
    report();
  });
  return {
    [Symbol.dispose]() {
      clearInterval(timer);
      told = { ...told, endedAt: Date.now() };
      report();
    },
  };
}

/** A disk that is full or away for a moment is no reason to end a training. */
function tryToReport(batch: Batch, report: TaskReport): void {
  try {
    reportTask(batch, report);
  } catch {
    // The next sign of life may come through.
  }
}
