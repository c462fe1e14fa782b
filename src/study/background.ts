/** Work that goes on beside other work. Where it is not waited for to its end, disposing of it ends it. */
export class Background<T> implements AsyncDisposable {
  /** What the work found. Rejects with what it threw. */
  readonly end: Promise<T>;
  readonly #stop = new AbortController();

  /** Begins at once. `signal` ends the work as well; the work gets one that tells of both. */
  constructor(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>) {
    this.end = work(AbortSignal.any([signal, this.#stop.signal]));
    // Whoever waits for it hears of it.
    this.end.catch(() => undefined);
  }

  static nothing(): Background<undefined> {
    return new Background(new AbortController().signal, () => Promise.resolve(undefined));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled([this.end]);
  }
}
