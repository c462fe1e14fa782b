/** Does something once when any of the signals it was shown aborts; each is listened to once, however many runs share it. */
export class OnceOnAbort {
  readonly #work: (signal: AbortSignal) => void;
  readonly #seen = new WeakSet<AbortSignal>();
  #isDone = false;

  constructor(work: (signal: AbortSignal) => void) {
    this.#work = work;
  }

  show(signal: AbortSignal): void {
    if (this.#seen.has(signal)) return;
    this.#seen.add(signal);
    const act = (): void => {
      if (this.#isDone) return;
      this.#isDone = true;
      this.#work(signal);
    };
    if (signal.aborted) act();
    else signal.addEventListener('abort', act, { once: true });
  }
}
