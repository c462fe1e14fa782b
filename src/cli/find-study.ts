import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { OUTPUT_FOLDER } from '../config/resolve-settings.js';
import { UserError } from '../core/user-error.js';
import type { StudyFolderFlags } from './study-folder-flags.js';

/** The study's folder that `report` and `diff` mean: `--out`, `--name`, or the latest here. */
export async function findStudyDirectory(flags: StudyFolderFlags): Promise<string> {
  if (flags.out !== undefined) return path.resolve(flags.out);
  const outputs = path.resolve(OUTPUT_FOLDER);
  if (flags.name !== undefined) return path.join(outputs, flags.name);
  const names = await readdir(outputs).catch(() => []);
  const studies = await Promise.all(
    names.map(async (name) => {
      const written = await stat(path.join(outputs, name, 'study.json')).catch(() => undefined);
      return written === undefined ? [] : [{ directory: path.join(outputs, name), modifiedMs: written.mtimeMs }];
    }),
  );
  const latest = studies.flat().sort((a, b) => b.modifiedMs - a.modifiedMs)[0];
  if (latest !== undefined) return latest.directory;
  throw new UserError(
    `There is no study in ./${OUTPUT_FOLDER}. Run one with \`ablationmage run train.py\`, or name its folder with --out DIR.`,
  );
}
