import { stat } from 'node:fs/promises';
import { collectMetrics } from '../execution/metrics/collect-metrics.js';
import type { RunRequest } from '../execution/executor.js';
import { runFiles } from '../execution/run-files.js';
import type { StudyObserver } from './observer.js';

const INTERVAL_MS = 1000;
/** Reading a long log every second would take the time the runs need. */
const MOST_BYTES = 1_000_000;
/** Of a cluster's hundreds of runs, so many are looked at each time; the others have their turn. */
const MOST_LOOKS = 16;

/** Tells the observer, once a second, what the runs under way have measured last. */
export class RunFollower implements Disposable {
  readonly #running = new Map<string, RunRequest>();
  readonly #seenBytes = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(observer: StudyObserver) {
    this.#timer = setInterval(() => {
      for (const request of this.#nextToLookAt()) {
        // What cannot be read now shows at the next look.
        this.#look(request, observer).catch(() => undefined);
      }
    }, INTERVAL_MS);
  }

  /** Those that were not looked at for longest: they go to the end of the map. */
  #nextToLookAt(): RunRequest[] {
    const requests = [...this.#running.values()].slice(0, MOST_LOOKS);
    for (const request of requests) {
      this.leave(request);
      this.follow(request);
    }
    return requests;
  }

  follow(request: RunRequest): void {
    this.#running.set(request.runDirectory, request);
  }

  leave(request: RunRequest): void {
    this.#running.delete(request.runDirectory);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  async #look({ run, runDirectory }: RunRequest, observer: StudyObserver): Promise<void> {
    const files = runFiles(runDirectory);
    const sizes = await Promise.all([files.stdout, files.stderr, files.metrics].map(sizeOf));
    const size = sizes.reduce((sum, bytes) => sum + bytes, 0);
    if (size === this.#seenBytes.get(runDirectory) || size > MOST_BYTES) return;
    this.#seenBytes.set(runDirectory, size);
    const metrics = await collectMetrics(files, [], []);
    if (!this.#running.has(runDirectory)) return;
    for (const { name, value } of metrics) {
      observer.onEvent({ type: 'run-progressed', at: new Date().toISOString(), run, metric: name, value });
    }
  }
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
