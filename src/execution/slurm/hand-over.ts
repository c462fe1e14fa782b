import { withoutResult, type AttemptStart } from '../conclude-run.js';
import type { RunRequest } from '../executor.js';
import { AwaitedRun } from './awaited-run.js';
import type { BatchKind } from './batch.js';
import { Gathering } from './gathering.js';
import type { SlurmQueue } from './slurm-queue.js';

/** Requests that come within this time of each other become one submission. */
const QUIET_MS = 100;

interface Asked {
  readonly request: RunRequest;
  readonly handOver: (run: AwaitedRun) => void;
}

/** Hands a run over to Slurm; resolves when Slurm has it, or will not have it. */
export type HandOver = (request: RunRequest) => Promise<AwaitedRun>;

/** Requests that come together go to the queue as one batch. */
export function handOverTo(queue: SlurmQueue, kind: BatchKind): HandOver {
  const gathering = new Gathering<Asked>(QUIET_MS, (asked) => {
    const requests = asked.map(({ request }) => request);
    void queue.submit(requests, kind).then(
      (runs) => {
        for (const [index, run] of runs.entries()) asked[index]?.handOver(run);
      },
      // The study's folder cannot be written.
      (error: unknown) => {
        for (const { request, handOver } of asked) handOver(neverSubmitted(request, error));
      },
    );
  });
  return (request) =>
    new Promise((resolve) => {
      gathering.add({ request, handOver: resolve });
    });
}

function neverSubmitted(request: RunRequest, error: unknown): AwaitedRun {
  const run = new AwaitedRun(request);
  const message = error instanceof Error ? error.message : String(error);
  run.finish(withoutResult(startOf(request), { kind: 'could-not-start', message }));
  return run;
}

/** An attempt that begins now. */
export function startOf({ attempt }: RunRequest): AttemptStart {
  return { at: new Date().toISOString(), attempt };
}
