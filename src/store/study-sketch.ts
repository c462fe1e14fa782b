import path from 'node:path';
import { replaceFile } from '../core/replace-file.js';
import type { MetricRequest } from '../core/metric.js';
import { readRegularFile } from '../core/read-regular-file.js';
import type { StudyRecord } from '../core/study-record.js';
import type { PlannedRun } from '../core/trial.js';
import { UserError } from '../core/user-error.js';
import { isSafeId } from './safe-id.js';
import { isObject, isPlannedRun } from './stored-shapes.js';

const SKETCH_FILE = 'study.json';

/**
 * The plan of a study as its folder keeps it: with the event log and the run folders it is all that a
 * report needs, even when the script is gone.
 */
export interface StudySketch extends Pick<
  StudyRecord,
  'study' | 'seeds' | 'trials' | 'skipped' | 'alpha' | 'equivalenceMargin' | 'strictness' | 'warnings'
> {
  readonly runs: readonly PlannedRun[];
  readonly metrics: MetricRequest;
  /** Where it was started, absolute; absent in studies from before it was kept. */
  readonly startedIn?: string;
}

export async function writeSketch(studyDirectory: string, sketch: StudySketch): Promise<void> {
  const file = path.join(studyDirectory, SKETCH_FILE);
  await replaceFile(file, `${JSON.stringify(sketch, undefined, 1)}\n`);
}

/** Throws a UserError where the folder holds no study, or one whose plan is damaged. */
export async function readSketch(studyDirectory: string): Promise<StudySketch> {
  const file = path.join(studyDirectory, SKETCH_FILE);
  const text = await readRegularFile(file).catch(() => undefined);
  if (text === undefined) {
    throw new UserError(
      `There is no study in ${studyDirectory} yet. Run one with \`ablationmage run train.py\`, or name its folder with --out DIR.`,
    );
  }
  const sketch = parseSketch(text);
  if (sketch === undefined) {
    throw new UserError(
      `${file} is damaged. The command that ran the study writes it again; finished runs are not repeated.`,
    );
  }
  const escaping = idsOf(sketch).find((id) => !isSafeId(id));
  if (escaping !== undefined) {
    throw new UserError(
      `${file} is damaged: the id ${JSON.stringify(escaping)} leads out of the study's folder, as no component is called. ` +
        'Nothing was read or written for it; do not trust this folder before you know who changed it.',
    );
  }
  return sketch;
}

/** All that becomes part of a path. */
function idsOf({ trials, runs }: StudySketch): string[] {
  return [...trials.map(({ trial }) => trial.id), ...runs.flatMap(({ trialId, identity }) => [trialId, identity])];
}

function parseSketch(text: string): StudySketch | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isSketch(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isSketch(value: unknown): value is StudySketch {
  if (!isObject(value) || !isObject(value.study) || !isObject(value.metrics)) return false;
  const { trials, runs } = value;
  const lists = [value.skipped, value.warnings, value.metrics.names];
  return (
    isObject(value.seeds) &&
    lists.every((list) => Array.isArray(list)) &&
    Array.isArray(trials) &&
    trials.every((entry) => isObject(entry) && isObject(entry.trial) && typeof entry.trial.id === 'string') &&
    Array.isArray(runs) &&
    runs.every(isPlannedRun)
  );
}
