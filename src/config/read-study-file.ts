import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { hasCode } from '../core/error-code.js';
import { messageOf } from '../core/message-of.js';
import { UserError } from '../core/user-error.js';
import type { StudyFile } from './study-file.js';

export const STUDY_FILE_NAME = 'ablation.yaml';

/** An `ablation.yaml` and the folder its relative paths start from. */
export interface LoadedStudyFile {
  readonly content: StudyFile;
  /** Absolute. */
  readonly path: string;
}

/**
 * Reads `explicitPath`, or the first `ablation.yaml` in `folders`; undefined where there is none. `placeOf`: where such a file is read
 * instead of where it lies, as when it was kept. Throws a UserError that names the line of every mistake.
 */
export async function readStudyFile(
  explicitPath: string | undefined,
  folders: readonly string[],
  placeOf: (file: string) => string = (file) => file,
): Promise<LoadedStudyFile | undefined> {
  const candidates =
    explicitPath === undefined ? folders.map((folder) => path.join(folder, STUDY_FILE_NAME)) : [explicitPath];
  for (const candidate of candidates) {
    const text = await readFile(placeOf(path.resolve(candidate)), 'utf8').catch((error: unknown) => {
      if (explicitPath === undefined && isMissing(error)) return undefined;
      throw new UserError(`Cannot read ${candidate}: ${messageOf(error)}`);
    });
    if (text === undefined) continue;
    // Most studies have no file, and the parser with its schema costs as much as reading a short script.
    const { parseStudyFile } = await import('./parse-study-file.js');
    return { content: parseStudyFile(text, candidate), path: path.resolve(candidate) };
  }
  return undefined;
}

function isMissing(error: unknown): boolean {
  return hasCode(error, 'ENOENT', 'ENOTDIR');
}
