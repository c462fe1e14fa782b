import { messageOf } from '../../core/message-of.js';
import { failure, success, type Result } from '../../core/result.js';
import { endAll, endStrays } from './end-processes.js';
import { registerLiveRun } from './live-runs.js';
import { recordProcess } from './process-record.js';
import { readStartTicks } from './process-table.js';
import { RUN_ID_VARIABLE, RunProcesses } from './run-processes.js';
import { startProcess } from './start-process.js';
import type { ProcessExit, ProcessRequest, ProcessStarter, StartedProcess } from './start-process.js';
import { watchMemory } from './watch-memory.js';

const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface SpawnRequest extends ProcessRequest {
  /** Unique for ever among all attempts of all studies: by it stray processes are found. */
  readonly runId: string;
  /** Gets `process.json`. Absolute. */
  readonly runDirectory: string;
  /** The run's working copy: recorded, so that it can be removed should we die first. Absolute. */
  readonly workspaceDirectory: string;
  readonly timeoutMs?: number;
  readonly memoryBytes?: number;
  /** Called when the run is about to be told to end. */
  readonly onStopping?: () => void;
}

export type StopReason = 'cancelled' | 'timed-out' | 'memory-limit';

export type ProcessEnd =
  | { readonly kind: 'could-not-start'; readonly message: string }
  | ProcessExit
  /** We ended it; the first reason counts, whatever the process then said. */
  | { readonly kind: 'stopped'; readonly reason: StopReason };

export interface EndedRun {
  readonly end: ProcessEnd;
  readonly durationMs: number;
  /** The largest sum over the run's processes that was seen; absent where it ended before it was looked at. */
  readonly maxMemoryBytes?: number;
  /** Processes that outlived the run's own and were ended. */
  readonly strays: number;
}

/**
 * Runs a command to its end in its own session and leaves no process behind: not its children, not those
 * that left their parents. Resolves for whatever happens.
 */
export async function spawnRun(
  request: SpawnRequest,
  signal: AbortSignal,
  start: ProcessStarter = startProcess,
): Promise<EndedRun> {
  if (signal.aborted) return neverRan({ kind: 'stopped', reason: 'cancelled' });
  const environment = { ...request.environment, [RUN_ID_VARIABLE]: request.runId };
  const noted = noteProcess(request, undefined);
  if (!noted.ok) return neverRan({ kind: 'could-not-start', message: noted.failure });
  const started = await start({ ...request, environment });
  if (!started.ok) return neverRan({ kind: 'could-not-start', message: started.failure });
  const { pid } = started.value;
  const processes = new RunProcesses(pid, readStartTicks(pid) ?? 0, request.runId);
  // Should this fail, the first note stands, and the mark in the environment finds the run.
  noteProcess(request, pid);
  const unregister = registerLiveRun(processes);
  try {
    return await attend(request, started.value, processes, signal);
  } finally {
    unregister();
  }
}

function neverRan(end: ProcessEnd): EndedRun {
  return { end, durationMs: 0, strays: 0 };
}

function noteProcess(request: SpawnRequest, pid: number | undefined): Result<undefined, string> {
  try {
    recordProcess(request, pid);
    return success(undefined);
  } catch (error) {
    return failure(`the run's folder cannot be written: ${messageOf(error)}`);
  }
}

async function attend(
  request: SpawnRequest,
  { exit }: StartedProcess,
  processes: RunProcesses,
  signal: AbortSignal,
): Promise<EndedRun> {
  const startedAt = performance.now();
  const ended = new AbortController();
  const memory = watchMemory(processes, request.memoryBytes, ended.signal);
  const end = await Promise.race([exit, stopReason(request.timeoutMs, memory.exceeded, signal, ended.signal)]);
  const isStopped = typeof end === 'string';
  if (isStopped) {
    request.onStopping?.();
    await endAll(processes);
  }
  const durationMs = performance.now() - startedAt;
  const strays = isStopped ? 0 : await endStrays(processes);
  ended.abort();
  const maxMemoryBytes = memory.max();
  return {
    end: isStopped ? { kind: 'stopped', reason: end } : end,
    durationMs,
    strays,
    ...(maxMemoryBytes === undefined ? {} : { maxMemoryBytes }),
  };
}

/** Resolves with the first reason to stop the run; never, once it has ended by itself. */
function stopReason(
  timeoutMs: number | undefined,
  memoryExceeded: Promise<void>,
  cancel: AbortSignal,
  ended: AbortSignal,
): Promise<StopReason> {
  return new Promise((resolve) => {
    const onCancel = (): void => {
      resolve('cancelled');
    };
    cancel.addEventListener('abort', onCancel);
    // By hand: of `{ signal }` Node 20 forgets one where two runs listen to the same, and their listeners pile up.
    ended.addEventListener('abort', () => {
      cancel.removeEventListener('abort', onCancel);
    });
    if (cancel.aborted) onCancel();
    void memoryExceeded.then(() => {
      resolve('memory-limit');
    });
    // Longer than timers can count (24 days) is no limit worth watching.
    if (timeoutMs === undefined || timeoutMs > LONGEST_TIMER_MS) return;
    const timer = setTimeout(() => {
      resolve('timed-out');
    }, timeoutMs);
    ended.addEventListener('abort', () => {
      clearTimeout(timer);
    });
  });
}
