import { statSync, symlinkSync, utimesSync } from 'node:fs';
import { copyFile, mkdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { hasCode } from '../../core/error-code.js';
import { makeNamedFolder } from '../../core/make-folder.js';
import type { Surrounding, WorkspacePlan } from './workspace-plan.js';

/**
 * Where the copies of a study lie: folders that stand for the ones above the project, filled with links
 * to what lies there. A copy sits as deep in it as the project in its own surroundings.
 */
export interface Farm {
  /** Absolute, symbolic links resolved: what a run sees as the folder above the folder above its copy. */
  readonly directory: string;
  readonly plan: WorkspacePlan;
  /** The sources as they were when the study started: saving a file meanwhile changes no run. Absolute. */
  readonly pristineDirectory: string;
}

/** Builds the part all runs of a study share, below the given work folder. Call it once per study; calling it again is harmless. */
export async function prepareFarm(plan: WorkspacePlan, workDirectory: string): Promise<Farm> {
  await makeNamedFolder(workDirectory, 'Say where working copies may be made with --work-dir DIR.');
  const pristineDirectory = path.join(await realpath(workDirectory), 'pristine');
  await keepPristine(plan, pristineDirectory);
  return layOutFarm(plan, workDirectory, pristineDirectory);
}

/** As `prepareFarm`, where the sources were kept before: on a node of a cluster, in a folder that all nodes see. */
export async function layOutFarm(plan: WorkspacePlan, workDirectory: string, pristineDirectory: string): Promise<Farm> {
  await makeNamedFolder(workDirectory, 'Say where working copies may be made with --work-dir DIR.');
  let directory = await realpath(workDirectory);
  // The nearest surrounding is made per run: it holds the copy under the project's own name.
  for (const surrounding of plan.surroundings.slice(1).toReversed()) {
    directory = path.join(directory, 'above');
    await mkdir(directory, { recursive: true });
    linkEntries(surrounding, directory);
  }
  return { directory, plan, pristineDirectory };
}

/** Copies the sources of a plan to where they stay as they are now. */
export async function keepPristine(plan: WorkspacePlan, pristineDirectory: string): Promise<void> {
  for (const folder of ['', ...plan.directories])
    await mkdir(path.join(pristineDirectory, folder), { recursive: true });
  await Promise.all(
    plan.copies.map(async (file) => {
      const [original, kept] = [path.join(plan.projectRoot, file), path.join(pristineDirectory, file)];
      await copyFile(original, kept);
      keepTimes(original, kept);
    }),
  );
}

/** Gives kept sources the times that the project's have now: what they hold is the same. */
export function refreshPristine({ copies, projectRoot }: WorkspacePlan, pristineDirectory: string): void {
  for (const file of copies) keepTimes(path.join(projectRoot, file), path.join(pristineDirectory, file));
}

/** Scripts compare times: a cache that is older than its configuration is made anew. */
export function keepTimes(original: string, copy: string): void {
  const { atime, mtime } = statSync(original);
  utimesSync(copy, atime, mtime);
}

/** Links everything of a surrounding into `directory`, except names that are there already. */
export function linkEntries(surrounding: Surrounding, directory: string): void {
  for (const name of surrounding.entries) {
    try {
      symlinkSync(path.join(surrounding.directory, name), path.join(directory, name));
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
  }
}
