import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../../core/make-folder.js';
import { replaceFile } from '../../core/replace-file.js';
import { readOpenBatchesOfRuns } from '../../execution/slurm/batch-folder.js';
import { keepPristine, refreshPristine } from '../../execution/workspace/farm.js';
import type { WorkspacePlan } from '../../execution/workspace/workspace-plan.js';

/**
 * Keeps the sources of a project where nodes find them, days later and whatever became of the project: in a folder that is named
 * after what it holds. Returns it.
 */
export async function keepSources(plan: WorkspacePlan, slurmDirectory: string): Promise<string> {
  await makeFolder(slurmDirectory);
  const kept = path.join(slurmDirectory, `sources-${await hashOf(plan)}`);
  if (existsSync(kept) && existsSync(planFile(kept))) {
    refreshPristine(plan, kept);
    return kept;
  }
  await rm(kept, { recursive: true, force: true });
  const partial = `${kept}.partial`;
  await rm(partial, { recursive: true, force: true });
  await keepPristine(plan, partial);
  await replaceFile(planFile(kept), JSON.stringify(plan));
  await rename(partial, kept);
  return kept;
}

/** What of the project each run got beside the sources that were kept. */
export async function readKeptPlan(kept: string): Promise<WorkspacePlan> {
  return JSON.parse(await readFile(planFile(kept), 'utf8')) as WorkspacePlan;
}

/** Where a file of the project is read as it was kept. What was not copied, and what lies elsewhere, is read where it is. Absolute. */
export async function placesInKept(kept: string): Promise<(file: string) => string> {
  const { projectRoot, links, leftOut } = await readKeptPlan(kept);
  const notCopied = new Set([...links, ...leftOut.map((entry) => entry.path)]);
  return (file) => {
    const inProject = path.relative(projectRoot, file);
    const isElsewhere = inProject.startsWith('..') || path.isAbsolute(inProject);
    return isElsewhere || notCopied.has(inProject) ? file : path.join(kept, inProject);
  };
}

/**
 * The sources that runs under way in Slurm were submitted with, the latest where there are several; undefined where there are no
 * such runs.
 */
export function sourcesOfOpenRuns(studyDirectory: string): string | undefined {
  return readOpenBatchesOfRuns(studyDirectory).at(-1)?.manifest.surroundings.pristineDirectory;
}

function planFile(kept: string): string {
  return `${kept}.json`;
}

async function hashOf({ projectRoot, copies, directories }: WorkspacePlan): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(directories));
  for (const file of copies) {
    hash.update(`\0${file}\0`).update(await readFile(path.join(projectRoot, file)));
  }
  return hash.digest('hex').slice(0, 16);
}
