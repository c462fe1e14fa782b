import type { PlannedRun } from '../core/trial.js';

/** A run that is lost so often is lost for a reason. */
const MOST_REPETITIONS = 2;

/** The runs that are to be made, in order; one that a machine lost stands at the end again, a few times. */
export class RunLine {
  readonly #runs: PlannedRun[];
  readonly #repetitions = new Map<string, number>();
  #taken = 0;

  constructor(runs: readonly PlannedRun[]) {
    this.#runs = [...runs];
  }

  /** The next run; undefined where there is none now. */
  next(): PlannedRun | undefined {
    const run = this.#runs[this.#taken];
    if (run !== undefined) this.#taken += 1;
    return run;
  }

  /** Whether it will be made again. */
  putBack(run: PlannedRun): boolean {
    const repetitions = this.#repetitions.get(run.identity) ?? 0;
    if (repetitions >= MOST_REPETITIONS) return false;
    this.#repetitions.set(run.identity, repetitions + 1);
    this.#runs.push(run);
    return true;
  }
}
