import type { Execution, RunRequest } from '../executor.js';

/** A run that was handed to Slurm, and who waits for it. */
export class AwaitedRun {
  readonly request: RunRequest;
  readonly end: Promise<Execution>;
  #resolve: (end: Execution) => void = () => undefined;
  #hasStarted = false;
  #onStart: (() => void) | undefined;
  #isOver = false;

  constructor(request: RunRequest) {
    this.request = request;
    this.end = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Calls `listener` when it starts, or at once where it has. */
  whenStarted(listener: (() => void) | undefined): void {
    this.#onStart = listener;
    if (this.#hasStarted) listener?.();
  }

  start(): void {
    if (this.#hasStarted) return;
    this.#hasStarted = true;
    this.#onStart?.();
  }

  finish(end: Execution): void {
    this.#isOver = true;
    this.#resolve(end);
  }
}
