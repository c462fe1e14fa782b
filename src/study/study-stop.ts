import type { UserError } from '../core/user-error.js';

/**
 * `detached`: its runs go on without us. `taken-over`: another process has the study, and what goes on is that one's. `failed`: its
 * baseline has no result.
 */
export type StudyEnding = 'detached' | 'taken-over' | 'failed';

/** Ends a study from within. */
export class StudyStop {
  /** Whether to leave as soon as the runs are in the queue. */
  readonly leavesWhenSubmitted: boolean;
  readonly #controller = new AbortController();
  #ending: StudyEnding | undefined;

  constructor(leavesWhenSubmitted: boolean) {
    this.leavesWhenSubmitted = leavesWhenSubmitted;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Undefined where it goes on, or a person ends it. */
  get ending(): StudyEnding | undefined {
    return this.#ending;
  }

  detach(): void {
    this.#end('detached');
  }

  lose(reason: UserError): void {
    this.#end('taken-over', reason);
  }

  fail(reason: UserError): void {
    this.#end('failed', reason);
  }

  /** What comes first stands, except that what is another one's by now is left to it. */
  #end(ending: StudyEnding, reason?: UserError): void {
    if (this.#ending === undefined || ending === 'taken-over') this.#ending = ending;
    this.#controller.abort(reason);
  }
}
