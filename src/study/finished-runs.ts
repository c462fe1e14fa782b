import type { FinishedRun } from '../store/finished-runs.js';

/** The finished runs of a study, by identity, and a promise for those that are to come. */
export class FinishedRuns extends Map<string, FinishedRun> {
  readonly #waiting = new Map<string, ((work: FinishedRun) => void)[]>();

  override set(identity: string, work: FinishedRun): this {
    super.set(identity, work);
    for (const resolve of this.#waiting.get(identity) ?? []) resolve(work);
    return this;
  }

  /** Resolves when the run has an outcome; with undefined when `signal` aborts before. */
  whenFinished(identity: string, signal: AbortSignal): Promise<FinishedRun | undefined> {
    const known = this.get(identity);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((resolve) => {
      this.#waiting.set(identity, [...(this.#waiting.get(identity) ?? []), resolve]);
      if (signal.aborted) resolve(undefined);
      signal.addEventListener('abort', () => {
        resolve(undefined);
      });
    });
  }
}
