import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { OUTPUT_FOLDER } from '../config/resolve-settings.js';
import { didYouMean } from '../core/near-names.js';
import { UserError } from '../core/user-error.js';
import type { StudyFolderFlags } from './study-folder-flags.js';

/** The study's folder that `report` and `diff` mean: `--out`, `--name`, or the latest here. */
export async function findStudyDirectory(flags: StudyFolderFlags): Promise<string> {
  if (flags.out !== undefined) return path.resolve(flags.out);
  const outputs = path.resolve(OUTPUT_FOLDER);
  if (flags.name !== undefined) {
    await demandStudy(outputs, flags.name);
    return path.join(outputs, flags.name);
  }
  const [latest] = await studiesIn(outputs);
  if (latest !== undefined) return path.join(outputs, latest);
  throw new UserError(
    `There is no study in ./${OUTPUT_FOLDER}. Run one with \`ablationmage run train.py\`, or name its folder with --out DIR.`,
  );
}

/** Throws a UserError with the names that are there, where a folder of studies has nothing of this name. */
export async function demandStudy(outputs: string, name: string): Promise<void> {
  const found = await stat(path.join(outputs, name)).catch(() => undefined);
  if (found?.isDirectory() === true) return;
  const shown = path.relative('.', outputs) || '.';
  const hint = didYouMean(name, await studiesIn(outputs), 'There are:');
  throw new UserError(`--name ${name}: there is no such study in ${shown}. ${hint || 'There is none at all.'}`);
}

/** The names of the studies in a folder, the latest first. */
async function studiesIn(outputs: string): Promise<string[]> {
  const names = await readdir(outputs).catch(() => []);
  const studies = await Promise.all(
    names.map(async (name) => {
      const written = await stat(path.join(outputs, name, 'study.json')).catch(() => undefined);
      return written === undefined ? [] : [{ name, modifiedMs: written.mtimeMs }];
    }),
  );
  return studies
    .flat()
    .sort((a, b) => b.modifiedMs - a.modifiedMs)
    .map(({ name }) => name);
}
