import type { UserError } from '../core/user-error.js';

/** Ends a study from within: its runs go on without us, or its baseline has no result. */
export class StudyStop {
  /** Whether to leave as soon as the runs are in the queue. */
  readonly isWanted: boolean;
  readonly #controller = new AbortController();
  #isDetached = false;

  constructor(isWanted: boolean) {
    this.isWanted = isWanted;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get isDetached(): boolean {
    return this.#isDetached;
  }

  detach(): void {
    this.#isDetached = true;
    this.#controller.abort();
  }

  /** Another process has the study: what goes on without us is left to it. */
  lose(reason: UserError): void {
    this.#isDetached = true;
    this.#controller.abort(reason);
  }

  fail(reason: UserError): void {
    this.#controller.abort(reason);
  }
}
