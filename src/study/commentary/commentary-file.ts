import path from 'node:path';
import { replaceFile } from '../../core/replace-file.js';
import type { Commentary } from '../../core/commentary.js';
import { readRegularFile } from '../../core/read-regular-file.js';
import { commentarySchema } from '../../reports/formats/report-schema-commentary.js';

const COMMENTARY_FILE = 'commentary.json';

/** Writes the commentary of a study into its folder, in the place of an earlier one. */
export async function writeCommentaryFile(studyDirectory: string, commentary: Commentary): Promise<void> {
  const file = path.join(studyDirectory, COMMENTARY_FILE);
  await replaceFile(file, `${JSON.stringify(commentary, undefined, 2)}\n`);
}

/** Undefined where a study has none, or one that cannot be read: it can be asked for again. */
export async function readCommentaryFile(studyDirectory: string): Promise<Commentary | undefined> {
  const text = (await readRegularFile(path.join(studyDirectory, COMMENTARY_FILE)).catch(() => undefined)) ?? '';
  try {
    return commentarySchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
