import { Analyst } from './analyst.js';
import type { OpenStudy } from './open-study.js';
import { StudiesFeed } from './studies-feed.js';
import { StudyShelf } from './study-shelf.js';

/** What a viewer knows and does while it serves. */
export class ViewerState implements AsyncDisposable {
  readonly shelf: StudyShelf;
  readonly feed: StudiesFeed;
  /** Aborted when the viewer is stopped. */
  readonly stopped: AbortSignal;
  readonly onError: (error: unknown) => void;
  readonly #analysts = new Map<string, Analyst>();

  constructor(folder: string, stopped: AbortSignal, onError: (error: unknown) => void) {
    this.shelf = new StudyShelf(folder);
    this.feed = new StudiesFeed(this.shelf, onError);
    this.stopped = stopped;
    this.onError = onError;
  }

  analyst({ id, directory }: OpenStudy): Analyst {
    const analyst = this.#analysts.get(id) ?? new Analyst(id, directory);
    this.#analysts.set(id, analyst);
    return analyst;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.feed[Symbol.dispose]();
    await Promise.all([...this.#analysts.values()].map((analyst) => analyst[Symbol.asyncDispose]()));
  }
}
