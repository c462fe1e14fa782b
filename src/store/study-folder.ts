import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../core/message-of.js';
import { makeFolder } from '../core/make-folder.js';
import type { PlannedRun } from '../core/trial.js';
import { UserError } from '../core/user-error.js';

/** Where everything of a study lies. All paths are absolute. */
export interface StudyFolder {
  readonly directory: string;
  readonly eventsFile: string;
  readonly variantsDirectory: string;
  readonly runsDirectory: string;
}

export function studyFolderAt(directory: string): StudyFolder {
  return {
    directory,
    eventsFile: path.join(directory, 'events.jsonl'),
    variantsDirectory: path.join(directory, 'variants'),
    runsDirectory: path.join(directory, 'runs'),
  };
}

/** Makes the folders. Throws a UserError that says what to do where that is not allowed or the disk is full. */
export async function createStudyFolder(directory: string): Promise<StudyFolder> {
  const folder = studyFolderAt(directory);
  try {
    await makeFolder(folder.variantsDirectory);
    await makeFolder(folder.runsDirectory);
    await access(directory, constants.W_OK);
  } catch (error) {
    throw new UserError(
      `Cannot write the study's folder ${directory}: ${messageOf(error)}. Say where it may be with --out DIR.`,
    );
  }
  return folder;
}

/** `runs/conv2/seed0-1f3a9c04`: one folder per run; its attempts lie inside. Relative to the study's folder. */
export function runDirectoryName(run: PlannedRun): string {
  return path.posix.join('runs', trialAsFileName(run), `seed${run.seedIndex}-${run.identity.slice(0, 8)}`);
}

/** `smoke/conv2/1f3a9c04`: where the smoke run of a variant lies. Relative to the study's folder. */
export function smokeDirectoryName(run: PlannedRun): string {
  return path.posix.join('smoke', trialAsFileName(run), run.identity.slice(0, 8));
}

function trialAsFileName({ trialId }: PlannedRun): string {
  return trialId.replaceAll(/[^\p{Letter}\p{Number}._-]+/gu, '-');
}

export function attemptDirectoryName(run: PlannedRun, attempt: number): string {
  return path.posix.join(runDirectoryName(run), `attempt${attempt}`);
}
