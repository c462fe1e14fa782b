import { setTimeout as delay } from 'node:timers/promises';
import type { RunRequest } from '../executor.js';
import type { AwaitedRun } from './awaited-run.js';
import type { BatchKind } from './batch.js';
import { Gathering } from './gathering.js';
import type { SlurmQueue } from './slurm-queue.js';

/** Requests that come within this time of each other become one submission. */
const QUIET_MS = 100;

interface Asked {
  readonly request: RunRequest;
  readonly handOver: (run: AwaitedRun) => void;
}

/** Hands runs over to Slurm: requests that come together go to the queue as one batch. */
export class HandOver {
  readonly #gathering: Gathering<Asked>;
  readonly #underWay = new Set<Promise<AwaitedRun>>();

  constructor(queue: SlurmQueue, kind: BatchKind) {
    this.#gathering = gatheringFor(queue, kind);
  }

  /** Resolves when Slurm has the run, or will not have it. */
  take(request: RunRequest): Promise<AwaitedRun> {
    const handed = new Promise<AwaitedRun>((resolve) => {
      this.#gathering.add({ request, handOver: resolve });
    });
    this.#underWay.add(handed);
    return handed.finally(() => this.#underWay.delete(handed));
  }

  /** Resolves when all that was asked for so far, and what comes with it, is handed over. */
  async settled(): Promise<void> {
    await delay(QUIET_MS);
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }
}

function gatheringFor(queue: SlurmQueue, kind: BatchKind): Gathering<Asked> {
  return new Gathering<Asked>(QUIET_MS, (asked) => {
    const requests = asked.map(({ request }) => request);
    void queue.submit(requests, kind).then((runs) => {
      for (const [index, run] of runs.entries()) asked[index]?.handOver(run);
    });
  });
}
