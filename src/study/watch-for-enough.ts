import { setTimeout as delay } from 'node:timers/promises';

const INTERVAL_MS = 1000;

/** Aborts when a run that has gone on for a while has shown enough. */
export class WatchForEnough implements Disposable {
  readonly #enough = new AbortController();
  readonly #end = new AbortController();
  readonly #isEnough: () => Promise<boolean>;

  constructor(isEnough: () => Promise<boolean>) {
    this.#isEnough = isEnough;
  }

  get signal(): AbortSignal {
    return this.#enough.signal;
  }

  /** Looks once a second, from `ms` on, until it is enough or this is disposed. */
  beginAfter(ms: number): void {
    void this.#lookFrom(ms);
  }

  [Symbol.dispose](): void {
    this.#end.abort();
  }

  async #lookFrom(ms: number): Promise<void> {
    const { signal } = this.#end;
    let isEnough = false;
    try {
      for (let pauseMs = ms; !isEnough; pauseMs = INTERVAL_MS) {
        await delay(pauseMs, undefined, { signal });
        // What cannot be read now is read at the next look, or at the end.
        isEnough = await this.#isEnough().catch(() => false);
      }
      this.#enough.abort();
    } catch {
      // It was disposed.
    }
  }
}
