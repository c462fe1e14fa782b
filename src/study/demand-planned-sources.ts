import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../core/user-error.js';
import type { Project } from '../source/project.js';
import { decodeText } from '../source/read-text.js';

/**
 * The edits of variants are offsets into the text that was planned with: throws a UserError where the
 * copies that runs are made from hold another, because a file was saved in between.
 */
export async function demandPlannedSources(project: Project, pristineDirectory: string): Promise<void> {
  for (const [name, file] of [...project.pythonFiles, ...project.configFiles]) {
    const decoded = decodeText(await readFile(path.join(pristineDirectory, name)));
    if (decoded.ok && decoded.value.text === file.text) continue;
    throw new UserError(`${name} was changed while the study was being planned. Run the same command again.`);
  }
}
