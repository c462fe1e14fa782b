import type { Batch } from './batch.js';
import { writeJobs } from './batch-folder.js';

/** The jobs of a batch, which are written down in its folder as they become known. */
export class NotedJobs {
  readonly #batch: Batch;
  #ids: readonly string[] = [];
  #areWritten = true;

  constructor(batch: Batch) {
    this.#batch = batch;
  }

  /** In the order of their submission. */
  get ids(): readonly string[] {
    return this.#ids;
  }

  /** Takes note of jobs, of which some may be known already. Never throws. */
  add(jobIds: readonly string[]): void {
    const all = [...new Set([...this.#ids, ...jobIds])];
    if (all.length === this.#ids.length) return;
    this.#ids = all;
    this.#areWritten = false;
    this.write();
  }

  /** Writes them down where they are not. Never throws: what the folder does not take now is tried again, and found by its name meanwhile. */
  write(): void {
    if (this.#areWritten) return;
    try {
      writeJobs(this.#batch, this.#ids);
      this.#areWritten = true;
    } catch {
      // Whoever looks into the folder says what is wrong with it.
    }
  }
}
