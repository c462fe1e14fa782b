import type { AssembledStudy } from './assembled-study.js';
import type { ExportedMetric } from './exported-metric.js';
import type { ExportedStudy } from './exported-study.js';
import { oneFileScript } from './one-file-script.js';
import { scriptFolder } from './script-folder.js';
import type { SwitchedFile, SwitchVariables } from './switched-files.js';

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
