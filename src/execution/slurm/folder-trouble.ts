import { messageOf } from '../../core/message-of.js';
import type { SlurmQueueSettings } from './slurm-queue-settings.js';

/** A folder that cannot be read or written for so long is not coming back while one waits. */
const MOST_TROUBLE_MS = 10 * 60_000;

/** A study's folder that is away for a moment: it is said once, and borne for a while. */
export class FolderTrouble {
  readonly #note: SlurmQueueSettings['note'];
  #since: number | undefined;

  constructor(note: SlurmQueueSettings['note']) {
    this.#note = note;
  }

  /** What was tried failed; whether to try it again. */
  bear(error: unknown): 'go-on' | 'give-up' {
    if (this.#since === undefined) {
      this.#since = Date.now();
      this.#note('warning', `The study’s folder cannot be used (${messageOf(error)}). It is tried again.`);
    }
    return Date.now() - this.#since > MOST_TROUBLE_MS ? 'give-up' : 'go-on';
  }

  /** What was tried came off. */
  end(): void {
    this.#since = undefined;
  }
}
