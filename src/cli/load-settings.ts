import path from 'node:path';
import { readStudyFile } from '../config/read-study-file.js';
import { resolveSettings } from '../config/resolve-settings.js';
import type { StudyFlags } from '../config/study-flags.js';
import type { StudySettings } from '../config/study-settings.js';
import { placesInKept, type KeptSources } from '../study/places/keep-sources.js';

/**
 * Flags, the nearest `ablation.yaml` and defaults, as one. `positional` is the script before `--`; `sources`: the project's as they
 * were kept, `ablation.yaml` among them, which are read instead of those in the project.
 */
export async function loadSettings(
  positional: string | undefined,
  flags: StudyFlags,
  sources?: KeptSources,
): Promise<StudySettings> {
  const currentDirectory = process.cwd();
  const script = positional ?? flags.script;
  const folders = [currentDirectory];
  if (script !== undefined) folders.push(path.dirname(path.resolve(currentDirectory, script)));
  if (flags.project !== undefined) folders.push(path.resolve(currentDirectory, flags.project));
  const placeOf = sources === undefined ? undefined : placesInKept(sources);
  const studyFile = await readStudyFile(flags.config, folders, placeOf);
  const settings = resolveSettings(positional, flags, studyFile, currentDirectory);
  return sources === undefined ? settings : { ...settings, sourcesFrom: sources.pristineDirectory };
}
