import { LocalExecutor } from '../execution/local-executor.js';
import type { Farm } from '../execution/workspace/farm.js';
import type { ExportedStudy } from './exported-study.js';

/** Where an exported script runs to be compared: as the study's runs did, with no more rights. `importRoots`: of local imports. */
export function exportedExecutor(
  { subject, threadsPerRun, sandbox, keyFiles }: ExportedStudy,
  farm: Farm,
  importRoots: readonly string[],
  environment: NodeJS.ProcessEnv,
): LocalExecutor {
  return new LocalExecutor({
    farm,
    currentDirectory: subject.settings.currentDirectory,
    importRoots,
    threads: threadsPerRun,
    patterns: [],
    chosenMetrics: [],
    keepWorkspaces: 'none',
    environment,
    sandbox,
    keyFiles,
  });
}
