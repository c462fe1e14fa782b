import type { AssembledSource } from './assemble-script.js';
import type { ExportedMetric } from './exported-metric.js';
import type { ExportedStudy } from './exported-study.js';
import { oneFileScript } from './one-file-script.js';
import { scriptFolder } from './script-folder.js';
import type { SwitchedFile, SwitchVariables } from './switched-files.js';

/** The files of an export, and which lines of the switched ones were added. */
export interface AssembledStudy {
  readonly kind: 'one-file' | 'folder';
  /** By path: of a folder all its files, else the one. */
  readonly files: ReadonlyMap<string, string>;
  /** By path in the project: the exported sources. */
  readonly sources: ReadonlyMap<string, AssembledSource>;
}

/**
 * Puts the switched sources and the study's own code together: in one file where the project has no other. `fileName` is
 * that of the script, and without its suffix of the folder.
 */
export async function assembleStudy(
  study: ExportedStudy,
  switched: readonly SwitchedFile[],
  metric: ExportedMetric,
  variables: SwitchVariables,
  fileName: string,
): Promise<AssembledStudy> {
  const { project } = study.subject;
  const isOneFile = project.pythonFiles.size === 1 && project.configFiles.size === 0;
  return isOneFile
    ? oneFileScript(study, switched, metric, variables, fileName)
    : scriptFolder(study, switched, metric, variables, fileName);
}
