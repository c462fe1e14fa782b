import type { SlurmQueueSettings } from './slurm-queue-settings.js';

/** While Slurm does not answer, that is said once. */
export class Silence {
  readonly #note: SlurmQueueSettings['note'];
  #isSaid = false;

  constructor(note: SlurmQueueSettings['note']) {
    this.#note = note;
  }

  /** It said this instead of an answer. */
  goesOn(said: string): void {
    if (!this.#isSaid)
      this.#note('warning', `Slurm does not answer (${said}). Runs under way go on; it is asked again.`);
    this.#isSaid = true;
  }

  end(): void {
    this.#isSaid = false;
  }
}
