import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { PlannedRun } from '../../core/trial.js';
import type { FirstWriters } from '../shared-output.js';
import { writeOnce } from './write-once.js';

/** Who wrote a path first, of all runs of a study on all nodes: a file per path in a folder that they share. */
export class FirstWritersOfStudy implements FirstWriters {
  readonly #directory: string;

  /** `directory`: absolute; made where it is not there. */
  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true });
  }

  firstWriter(file: string, run: PlannedRun): PlannedRun {
    const note = path.join(this.#directory, createHash('sha256').update(file).digest('hex').slice(0, 24));
    const { trialId, seedIndex, identity } = run;
    const isFirst = writeOnce(note, JSON.stringify({ trialId, seedIndex, identity }), identity);
    return isFirst ? run : (JSON.parse(readFileSync(note, 'utf8')) as PlannedRun);
  }
}
