import type { StudyEntry } from '../core/study-view.js';
import type { StudyShelf } from './study-shelf.js';

/** Also over NFS, where no file system tells of changes made on another machine. */
const INTERVAL_MS = 500;

/** Tells everybody who listens of the studies as they are, and whenever something in them changed. */
export class StudiesFeed implements Disposable {
  readonly #shelf: StudyShelf;
  readonly #onError: (error: unknown) => void;
  readonly #listeners = new Set<(json: string) => void>();
  #timer: NodeJS.Timeout | undefined;
  #latest = '';

  constructor(shelf: StudyShelf, onError: (error: unknown) => void) {
    this.#shelf = shelf;
    this.#onError = onError;
  }

  /** The listener hears of the present state at once. Returns what ends it. */
  listen(listener: (json: string) => void): () => void {
    this.#listeners.add(listener);
    if (this.#latest !== '') listener(this.#latest);
    this.#timer ??= setTimeout(() => void this.#look(), 0);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  async #look(): Promise<void> {
    try {
      this.#tell(JSON.stringify((await this.#shelf.look()) satisfies StudyEntry[]));
    } catch (error) {
      this.#onError(error);
    }
    this.#timer = this.#listeners.size === 0 ? undefined : setTimeout(() => void this.#look(), INTERVAL_MS);
  }

  #tell(json: string): void {
    if (json === this.#latest) return;
    this.#latest = json;
    for (const listener of this.#listeners) listener(json);
  }
}
