import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { MetricPattern } from '../core/metric.js';
import type { RequestedMetrics, StudyRecord } from '../core/study-record.js';
import type { PlannedRun } from '../core/trial.js';
import { UserError } from '../core/user-error.js';

const SKETCH_FILE = 'study.json';

/**
 * The plan of a study as its folder keeps it: with the event log and the run folders it is all that a
 * report needs, even when the script is gone.
 */
export interface StudySketch extends Pick<
  StudyRecord,
  'study' | 'seeds' | 'trials' | 'skipped' | 'alpha' | 'equivalenceMargin' | 'warnings'
> {
  readonly runs: readonly PlannedRun[];
  readonly metrics: RequestedMetrics & { readonly patterns: readonly MetricPattern[] };
}

export async function writeSketch(studyDirectory: string, sketch: StudySketch): Promise<void> {
  const file = path.join(studyDirectory, SKETCH_FILE);
  await writeFile(`${file}.partial`, `${JSON.stringify(sketch, undefined, 1)}\n`);
  await rename(`${file}.partial`, file);
}

/** Throws a UserError where the folder holds no study. */
export async function readSketch(studyDirectory: string): Promise<StudySketch> {
  try {
    return JSON.parse(await readFile(path.join(studyDirectory, SKETCH_FILE), 'utf8')) as StudySketch;
  } catch {
    throw new UserError(
      `There is no study in ${studyDirectory} yet. Run one with \`ablationmage run train.py\`, or name its folder with --out DIR.`,
    );
  }
}
