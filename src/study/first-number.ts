import type { MetricPattern } from '../core/metric.js';
import { collectMetrics, logsOf } from '../execution/metrics/collect-metrics.js';
import { runFiles } from '../execution/run-files.js';

const INTERVAL_MS = 1000;

/** Aborts when a run that has gone on for a while has printed a number. */
export class FirstNumber implements Disposable {
  readonly #printed = new AbortController();
  readonly #runDirectory: string;
  readonly #patterns: readonly MetricPattern[];
  #timer: NodeJS.Timeout | undefined;

  constructor(runDirectory: string, patterns: readonly MetricPattern[]) {
    this.#runDirectory = runDirectory;
    this.#patterns = patterns;
  }

  get signal(): AbortSignal {
    return this.#printed.signal;
  }

  /** Looks once a second, from `ms` on. */
  awaitAfter(ms: number): void {
    this.#timer = setTimeout(() => {
      // What cannot be read now is read at the next look, or at the end.
      this.#look().catch(() => {
        this.awaitAfter(INTERVAL_MS);
      });
    }, ms);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #look(): Promise<void> {
    const found = await collectMetrics({
      ...logsOf(runFiles(this.#runDirectory)),
      probeMetrics: [],
      patterns: this.#patterns,
      extent: 'under-way',
    });
    if (found.length > 0) this.#printed.abort();
    else if (this.#timer !== undefined) this.awaitAfter(INTERVAL_MS);
  }
}
