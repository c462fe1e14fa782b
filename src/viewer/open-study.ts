import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { KeptEvent } from '../core/event.js';
import type { StudyEntry, StudyState } from '../core/study-view.js';
import { UserError } from '../core/user-error.js';
import { studyFolderAt } from '../store/study-folder.js';
import { isStudyLocked } from '../store/study-lock.js';
import { readSketch, type StudySketch } from '../store/study-sketch.js';
import { EventTail } from './event-tail.js';
import { runningRuns } from './running-runs.js';
import { studyFacts, type StudyFacts } from './study-facts.js';

/** One study's folder, looked at again and again; nothing is written, and only what changed is read. */
export class OpenStudy {
  readonly id: string;
  readonly directory: string;
  readonly #tail: EventTail;
  #sketch: { readonly modifiedMs: number; readonly value: StudySketch | UserError } | undefined;
  #facts: StudyFacts | undefined;
  #looking: Promise<StudyEntry> | undefined;

  constructor(id: string, directory: string) {
    this.id = id;
    this.directory = directory;
    this.#tail = new EventTail(studyFolderAt(directory).eventsFile);
  }

  /** As of the last look; undefined before the first, and where the study is damaged. */
  get facts(): StudyFacts | undefined {
    return this.#facts;
  }

  /** Looks at the folder and says where the study stands now. Who asks while somebody looks gets the same. */
  async look(): Promise<StudyEntry> {
    this.#looking ??= this.#lookNow().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #lookNow(): Promise<StudyEntry> {
    const readBytes = this.#tail.readBytes;
    const former = this.#sketch;
    await Promise.all([this.#tail.readOn(), this.#readSketch()]);
    const sketch = this.#sketch?.value;
    if (sketch === undefined || sketch instanceof UserError) return this.#damaged(sketch);
    if (this.#facts === undefined || former !== this.#sketch || readBytes !== this.#tail.readBytes) {
      this.#facts = studyFacts(sketch, this.#tail.events);
    }
    const state = await this.#state(this.#facts.events);
    return this.#entryOf(this.#facts, state);
  }

  async #readSketch(): Promise<void> {
    const written = await stat(path.join(this.directory, 'study.json')).catch(() => undefined);
    const modifiedMs = written?.mtimeMs ?? 0;
    if (this.#sketch?.modifiedMs === modifiedMs) return;
    const value = await readSketch(this.directory).catch((error: unknown) => {
      if (error instanceof UserError) return error;
      throw error;
    });
    this.#sketch = { modifiedMs, value };
  }

  async #state(events: readonly KeptEvent[]): Promise<StudyState> {
    if (await isStudyLocked(this.directory)) return { kind: 'running' };
    const last = events.findLast(({ type }) => type === 'study-started' || type === 'study-ended');
    return { kind: last?.type === 'study-ended' ? last.how : 'broken-off' };
  }

  async #entryOf(facts: StudyFacts, state: StudyState): Promise<StudyEntry> {
    const { sketch, events, finished, awaited } = facts;
    return {
      id: this.id,
      revision: JSON.stringify([this.#sketch?.modifiedMs, this.#tail.readBytes]),
      state,
      startedAt: events[0]?.at ?? sketch.study.startedAt,
      script: sketch.study.script,
      endedRuns: awaited.filter(({ identity }) => finished.has(identity)).length,
      plannedRuns: awaited.length,
      running: state.kind === 'running' ? await runningRuns(this.directory, facts) : [],
    };
  }

  #damaged(error: UserError | undefined): StudyEntry {
    this.#facts = undefined;
    const message = error?.message ?? 'Its plan cannot be read.';
    const revision = JSON.stringify([this.#sketch?.modifiedMs, message]);
    return { id: this.id, revision, state: { kind: 'damaged', message }, endedRuns: 0, plannedRuns: 0, running: [] };
  }
}
