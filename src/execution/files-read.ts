import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { ReadFile } from '../core/outcome.js';
import { pathBelow } from '../core/paths-below.js';
import type { ProbeReport } from './probe-report.js';
import type { Workspace } from './workspace/make-workspace.js';
import type { WorkspacePlan } from './workspace/workspace-plan.js';

/**
 * What a run read besides its sources, as the user knows it: of a file of the copy, what the copy has is told, since the project's
 * own may have changed since; paths inside the project are relative to its root.
 */
export async function filesRead(
  probe: ProbeReport,
  workspace: Workspace,
  projectRoots: readonly string[],
  { copies }: WorkspacePlan,
): Promise<ReadFile[]> {
  const [projectRoot = ''] = projectRoots;
  const edited = new Set(workspace.editedFiles.map((file) => file.copy));
  const copied = new Set(copies);
  const files = probe.readFiles.filter((file) => !edited.has(file.path));
  const read = await Promise.all(
    files.map(async ({ path: file, sizeBytes, modifiedMs }): Promise<ReadFile | undefined> => {
      const known = asUserKnowsIt(file, workspace, projectRoots);
      if (pathBelow(workspace.root, file) === undefined || copied.has(known))
        return { path: known, sizeBytes, modifiedMs };
      // Data that the run got a copy of its own of; what the project has not got, the run has made.
      const original = await stat(path.join(projectRoot, known)).catch(() => undefined);
      return original === undefined
        ? undefined
        : { path: known, sizeBytes: original.size, modifiedMs: original.mtimeMs };
    }),
  );
  return read.filter((file) => file !== undefined);
}

/** Sentences about weights that were there before the run: training that starts from them may be no ablation. */
export function notesOnCheckpoints(
  probe: ProbeReport,
  workspace: Workspace,
  projectRoots: readonly string[],
): string[] {
  return probe.readFiles
    .filter((file) => file.isCheckpoint)
    .map((file) => `Weights from before the run were read: ${asUserKnowsIt(file.path, workspace, projectRoots)}`);
}

function asUserKnowsIt(file: string, workspace: Workspace, projectRoots: readonly string[]): string {
  const roots = [workspace.root, ...projectRoots];
  return roots.map((root) => pathBelow(root, file)).find((relative) => relative !== undefined) ?? file;
}
