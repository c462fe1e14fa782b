import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathBelow } from '../core/paths-below.js';
import type { ProbeReport } from './probe-report.js';
import type { Workspace } from './workspace/make-workspace.js';
import { PathMap } from './workspace/map-paths.js';
import type { WorkspacePlan } from './workspace/workspace-plan.js';

/** Where the user stands, and the project, as absolute paths. */
export interface Places {
  readonly plan: WorkspacePlan;
  readonly currentDirectory: string;
  /** As named and with symbolic links resolved. */
  readonly projectRoots: readonly string[];
}

const MOST_NAMED = 3;

/**
 * A run that was started where its copy has no such folder works in the copy's root. A sentence about files that it read there
 * and that the script, started by hand, would have found where the user stands instead. Call it while the copy is there.
 */
export function notesOnOtherFolder(
  { readFiles }: ProbeReport,
  { root }: Workspace,
  { plan, currentDirectory, projectRoots }: Places,
): string[] {
  if (projectRoots.includes(currentDirectory)) return [];
  if (new PathMap(plan, root).workingDirectory(currentDirectory) !== root) return [];
  const read = readFiles.flatMap(({ path: file }) => {
    const below = [root, ...projectRoots].map((folder) => pathBelow(folder, file)).find((each) => each !== undefined);
    return below === undefined || !existsSync(path.join(currentDirectory, below)) ? [] : [below];
  });
  if (read.length === 0) return [];
  const more = read.length > MOST_NAMED ? ` and ${read.length - MOST_NAMED} more` : '';
  return [
    `${read.slice(0, MOST_NAMED).join(', ')}${more}: read in ${plan.projectRoot}, where runs work; started by hand in ${currentDirectory} the script ` +
      'would read what lies there. If the first is meant, start the study in that folder; if the second is, let the script name it by its whole path.',
  ];
}
