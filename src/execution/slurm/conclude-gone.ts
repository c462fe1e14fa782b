import type { FailedOutcome, FailureReason } from '../../core/outcome.js';
import { unreachable } from '../../core/unreachable.js';
import { withoutResult } from '../conclude-run.js';
import type { RunRequest } from '../executor.js';
import { readLogTails } from '../read-log-tail.js';
import { runFiles } from '../run-files.js';
import type { Claim, TaskReport } from './batch-folder.js';
import type { TaskPhase } from './task-state.js';

const LOG_TAIL_LINES = 20;
/** A run that had all but this part of its task's time for runs was too long; another one only came late. */
const WHOLE_TIME = 0.9;
/** Whoever has Slurm tell a job that its time will soon be up (`--signal`) gets the word up to a minute early, too. */
const TOLD_AHEAD_MS = 2 * 60_000;
/** A task that ended by itself in this part of its time, as it was told to, was told because of it. */
const LATE_PART = 0.5;

/** A run whose task ended without an outcome of it. */
export interface GoneRun {
  readonly request: RunRequest;
  readonly claim: Claim;
  /** When its task took its first run. Milliseconds since 1970. */
  readonly firstClaimAt: number;
  /** `unknown`: Slurm has forgotten the task. */
  readonly phase: TaskPhase | 'unknown';
  readonly word: string;
  /** Absent where the node could not write any. */
  readonly task: TaskReport | undefined;
}

/** Names what became of it. What the machines are to blame for is `lost`, so that it is made again. */
export function concludeGone(gone: GoneRun): FailedOutcome {
  const { request, claim, task } = gone;
  const start = { at: new Date(claim.at).toISOString(), attempt: request.attempt };
  const files = runFiles(request.runDirectory);
  return {
    ...withoutResult(start, reasonOf(gone), [noteOn(gone)]),
    // Until the last sign of its task.
    durationMs: Math.max(0, (task?.saidAt ?? claim.at) - claim.at),
    logTail: readLogTails(files.stdout, files.stderr, LOG_TAIL_LINES),
  };
}

function noteOn(gone: GoneRun): string {
  const { claim, task, word } = gone;
  const where = task === undefined ? '' : ` on ${task.node}`;
  const said = `Its job ${claim.taskId}${where} ended before it: ${word === '' ? 'Slurm knows no more of it' : word}.`;
  const aheadMs = (task?.endsAt ?? 0) - (timeUpAt(gone) ?? Infinity);
  return aheadMs > 0 ? `${said} It had been told to end ${Math.round(aheadMs / 1000)} s before its time was up.` : said;
}

function reasonOf(gone: GoneRun): FailureReason {
  const { phase, claim, firstClaimAt, task } = gone;
  const upAt = timeUpAt(gone);
  if (task?.endsAt !== undefined && upAt !== undefined) {
    const hadWholeTime = upAt - claim.at >= WHOLE_TIME * (upAt - firstClaimAt);
    if (!hadWholeTime) return { kind: 'lost' };
    return { kind: 'timed-out', limitMs: upAt - task.startedAt, jobMs: task.endsAt - task.startedAt };
  }
  if (phase === 'out-of-memory') return { kind: 'out-of-memory', where: 'limit' };
  return phase === 'cancelled' ? { kind: 'cancelled' } : { kind: 'lost' };
}

/** When the task's time was up, be it that it was told ahead; undefined where that is not why it ended, or nobody knows. */
function timeUpAt({ phase, task }: GoneRun): number | undefined {
  if (task?.endsAt === undefined) return undefined;
  const { startedAt, endsAt } = task;
  switch (phase) {
    case 'timed-out':
      return endsAt;
    case 'over':
      return toldWithin(task, endsAt, Math.max(TOLD_AHEAD_MS, LATE_PART * (endsAt - startedAt)));
    case 'unknown':
      // Somebody may have cancelled it.
      return toldWithin(task, endsAt, TOLD_AHEAD_MS);
    case 'waiting':
    case 'running':
    case 'out-of-memory':
    case 'cancelled':
    case 'lost':
      return undefined;
    default:
      return unreachable(phase);
  }
}

/** When it was told to end, if no earlier than this before its end. */
function toldWithin({ toldToEndAt }: TaskReport, endsAt: number, aheadMs: number): number | undefined {
  if (toldToEndAt === undefined || toldToEndAt < endsAt - aheadMs) return undefined;
  return Math.min(toldToEndAt, endsAt);
}
