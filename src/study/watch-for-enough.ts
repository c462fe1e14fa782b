const INTERVAL_MS = 1000;

/** Aborts when a run that has gone on for a while has shown enough. */
export class WatchForEnough implements Disposable {
  readonly #enough = new AbortController();
  readonly #isEnough: () => Promise<boolean>;
  #timer: NodeJS.Timeout | undefined;

  constructor(isEnough: () => Promise<boolean>) {
    this.#isEnough = isEnough;
  }

  get signal(): AbortSignal {
    return this.#enough.signal;
  }

  /** Looks once a second, from `ms` on. */
  beginAfter(ms: number): void {
    this.#timer = setTimeout(() => {
      // What cannot be read now is read at the next look, or at the end.
      this.#look().catch(() => {
        this.beginAfter(INTERVAL_MS);
      });
    }, ms);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #look(): Promise<void> {
    if (await this.#isEnough()) this.#enough.abort();
    else if (this.#timer !== undefined) this.beginAfter(INTERVAL_MS);
  }
}
