import type { FailedOutcome, FailureReason } from '../../core/outcome.js';
import { withoutResult } from '../conclude-run.js';
import type { RunRequest } from '../executor.js';
import { readLogTails } from '../read-log-tail.js';
import { runFiles } from '../run-files.js';
import type { Claim, TaskReport } from './batch-folder.js';
import type { TaskPhase } from './task-state.js';

const LOG_TAIL_LINES = 20;
/** A run that had all but this part of its task's time was too long; another one only came late. */
const WHOLE_TIME = 0.9;
/** The clocks of a node and of Slurm's controller. */
const CLOCKS_DIFFER_MS = 30_000;

/** A run whose task ended without an outcome of it. */
export interface GoneRun {
  readonly request: RunRequest;
  readonly claim: Claim;
  /** `unknown`: Slurm has forgotten the task. */
  readonly phase: TaskPhase | 'unknown';
  readonly word: string;
  /** Absent where the node could not write any. */
  readonly task: TaskReport | undefined;
}

/** Names what became of it. What the machines are to blame for is `lost`, so that it is made again. */
export function concludeGone(gone: GoneRun): FailedOutcome {
  const { request, claim, task, word } = gone;
  const start = { at: new Date(claim.at).toISOString(), attempt: request.attempt };
  const files = runFiles(request.runDirectory);
  const where = task === undefined ? '' : ` on ${task.node}`;
  const note = `Its job ${claim.taskId}${where} ended before it: ${word === '' ? 'Slurm knows no more of it' : word}.`;
  return {
    ...withoutResult(start, reasonOf(gone), [note]),
    logTail: readLogTails(files.stdout, files.stderr, LOG_TAIL_LINES),
  };
}

function reasonOf(gone: GoneRun): FailureReason {
  const limitMs = limitOf(gone.task);
  if (isTimedOut(gone)) {
    const { claim, task } = gone;
    const hadWholeTime =
      limitMs !== undefined && task?.endsAt !== undefined && task.endsAt - claim.at >= WHOLE_TIME * limitMs;
    return hadWholeTime ? { kind: 'timed-out', limitMs } : { kind: 'lost' };
  }
  if (gone.phase === 'out-of-memory') return { kind: 'out-of-memory', where: 'limit' };
  return gone.phase === 'cancelled' ? { kind: 'cancelled' } : { kind: 'lost' };
}

/** Slurm says so, or it has forgotten and the task was told to end when its time was up. */
function isTimedOut({ phase, task }: GoneRun): boolean {
  if (phase !== 'unknown') return phase === 'timed-out';
  if (task?.toldToEndAt === undefined || task.endsAt === undefined) return false;
  return task.toldToEndAt >= task.endsAt - CLOCKS_DIFFER_MS;
}

function limitOf(task: TaskReport | undefined): number | undefined {
  return task?.endsAt === undefined ? undefined : task.endsAt - task.startedAt;
}
