/** Work that goes on beside other work. Where it is not waited for to its end, disposing of it ends it. */
export class Background implements AsyncDisposable {
  /** Rejects with what the work threw. */
  readonly end: Promise<void>;
  readonly #stop = new AbortController();

  /** Begins at once. `signal` ends the work as well; the work gets one that tells of both. */
  constructor(signal: AbortSignal, work: (signal: AbortSignal) => Promise<void>) {
    this.end = work(AbortSignal.any([signal, this.#stop.signal]));
    // Whoever waits for it hears of it.
    this.end.catch(() => undefined);
  }

  static nothing(): Background {
    return new Background(new AbortController().signal, () => Promise.resolve());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled([this.end]);
  }
}
