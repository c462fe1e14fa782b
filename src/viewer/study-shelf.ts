import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { StudyEntry } from '../core/study-view.js';
import { OpenStudy } from './open-study.js';

/** The studies that are shown: all in a folder, as they come and go, or a single one. */
export class StudyShelf {
  readonly #folder: string;
  #studies = new Map<string, OpenStudy>();
  #looking: Promise<StudyEntry[]> | undefined;

  /** `folder`: an `ablationmage_outputs`, or the folder of one study. It need not exist yet. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** By the id that a page knows it by, and by nothing else: no path comes from outside. */
  study(id: string): OpenStudy | undefined {
    return this.#studies.get(id);
  }

  /** Looks at all of them; the one that was started last comes first. Who asks while somebody looks gets the same. */
  async look(): Promise<StudyEntry[]> {
    this.#looking ??= this.#lookNow().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #lookNow(): Promise<StudyEntry[]> {
    const directories = await studyDirectories(this.#folder);
    this.#studies = new Map(
      [...directories].map(([id, directory]) => [id, this.#studies.get(id) ?? new OpenStudy(id, directory)]),
    );
    const entries = await Promise.all([...this.#studies.values()].map((study) => study.look()));
    return entries.sort(
      (a, b) => (b.startedAt ?? '').localeCompare(a.startedAt ?? '') || a.id.localeCompare(b.id, 'en'),
    );
  }
}

async function studyDirectories(folder: string): Promise<ReadonlyMap<string, string>> {
  if (await isStudy(folder)) return new Map([[path.basename(folder), folder]]);
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names.map(async (name) =>
      (await isStudy(path.join(folder, name))) ? [[name, path.join(folder, name)] as const] : [],
    ),
  );
  return new Map(found.flat());
}

async function isStudy(directory: string): Promise<boolean> {
  const plan = await stat(path.join(directory, 'study.json')).catch(() => undefined);
  return plan?.isFile() === true;
}
