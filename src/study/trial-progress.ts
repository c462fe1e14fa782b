import type { Outcome } from '../core/outcome.js';

/** How far the trials of a study came with their runs: who has a result, and who waits to be repaired first. */
export class TrialProgress {
  readonly #repairable: ReadonlySet<string>;
  readonly #completed = new Set<string>();
  readonly #crashed = new Set<string>();

  /** `repairable`: trials whose variant may be rewritten where it crashes before any of its runs completed. */
  constructor(repairable: ReadonlySet<string>) {
    this.#repairable = repairable;
  }

  take(trialId: string, outcome: Outcome): void {
    if (outcome.kind === 'completed') this.#completed.add(trialId);
    else if (isException(outcome) && this.#repairable.has(trialId)) this.#crashed.add(trialId);
  }

  /** Whether a trial is to be repaired before more of its runs are made. */
  isHeld(trialId: string): boolean {
    return this.#crashed.has(trialId) && !this.#completed.has(trialId);
  }

  held(): Set<string> {
    return new Set([...this.#crashed].filter((trialId) => this.isHeld(trialId)));
  }
}

/** A Python exception; what ran out of time or memory, or diverged, is a result. */
function isException({ reason }: Extract<Outcome, { kind: 'failed' }>): boolean {
  return reason.kind === 'crashed' && reason.exception !== undefined;
}
