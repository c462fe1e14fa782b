import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../../core/make-folder.js';
import { foldersOnTheWay, pathBelow } from '../../core/paths-below.js';
import { readOpenBatchesOfRuns } from '../../execution/slurm/batch-folder.js';
import { keepPristine, refreshPristine } from '../../execution/workspace/farm.js';
import type { WorkspacePlan } from '../../execution/workspace/workspace-plan.js';

/** The project as it was when runs were submitted: what was copied of it, and what else each run got of it. */
export interface KeptSources {
  /** Absolute. */
  readonly pristineDirectory: string;
  readonly plan: WorkspacePlan;
}

/**
 * Keeps the sources of a project where nodes find them, days later and whatever became of the project: in a folder that is named
 * after what it holds. Returns it.
 */
export async function keepSources(plan: WorkspacePlan, slurmDirectory: string): Promise<string> {
  await makeFolder(slurmDirectory);
  const kept = path.join(slurmDirectory, `sources-${await hashOf(plan)}`);
  if (existsSync(kept)) {
    refreshPristine(plan, kept);
    return kept;
  }
  const partial = `${kept}.partial`;
  await rm(partial, { recursive: true, force: true });
  await keepPristine(plan, partial);
  await rename(partial, kept);
  return kept;
}

/** Where a file of the project is read as it was kept. What was not copied, and what lies elsewhere, is read where it is. Absolute. */
export function placesInKept({ pristineDirectory, plan }: KeptSources): (file: string) => string {
  const notCopied = new Set([...plan.links, ...plan.leftOut.map((entry) => entry.path)]);
  return (file) => {
    const inProject = pathBelow(plan.projectRoot, file);
    if (inProject === undefined) return file;
    const isCopied = ![...foldersOnTheWay(inProject), inProject].some((each) => notCopied.has(each));
    return isCopied ? path.join(pristineDirectory, inProject) : file;
  };
}

/**
 * The sources that runs under way in Slurm were submitted with, the latest where there are several; undefined where there are no
 * such runs.
 */
export function sourcesOfOpenRuns(studyDirectory: string): KeptSources | undefined {
  return readOpenBatchesOfRuns(studyDirectory).at(-1)?.manifest.surroundings;
}

async function hashOf({ projectRoot, copies, directories }: WorkspacePlan): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(directories));
  for (const file of copies) {
    hash.update(`\0${file}\0`).update(await readFile(path.join(projectRoot, file)));
  }
  return hash.digest('hex').slice(0, 16);
}
