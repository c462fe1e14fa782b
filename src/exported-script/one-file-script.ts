import path from 'node:path';
import { pathBelow } from '../core/paths-below.js';
import { textOf } from '../source/project.js';
import type { AssembledStudy } from './assembled-study.js';
import { withLinesBefore } from './with-lines-before.js';
import { beforeTraining } from './before-training.js';
import type { ExportedMetric } from './exported-metric.js';
import type { ExportedStudy } from './exported-study.js';
import { COMMAND_LINE_FUNCTION, TRIAL_ENVIRONMENT_VARIABLE } from './script-protocol.js';
import { studyCode } from './study-code.js';
import type { StudyPlace } from './study-place.js';
import type { SwitchedFile, SwitchVariables } from './switched-files.js';

/** The study's own code and the switched training in one file: started without a trial the former comes first. */
export async function oneFileScript(
  study: ExportedStudy,
  switched: readonly SwitchedFile[],
  metric: ExportedMetric,
  variables: SwitchVariables,
  fileName: string,
): Promise<AssembledStudy> {
  const { project, settings } = study.subject;
  const called = pathBelow(settings.currentDirectory, path.join(project.root, project.script));
  const place: StudyPlace = {
    file: fileName,
    script: called ?? path.posix.basename(project.script),
    importRoots: [],
    sources: [],
    trialFiles: new Map(),
  };
  const code = await studyCode(study, metric, variables, place);
  const dispatch = [
    '',
    '',
    'if __name__ == "__main__":',
    `    if ${variables.trial} is None:`,
    `        ${COMMAND_LINE_FUNCTION}()`,
    `    elif ${variables.trial} not in TRIALS:`,
    `        sys.exit("${TRIAL_ENVIRONMENT_VARIABLE}=%s in the environment: there is no such trial" % ${variables.trial})`,
  ];
  const training = switched.find(({ path }) => path === project.script)?.text ?? textOf(project, project.script) ?? '';
  const source = withLinesBefore(project.script, training, [
    ...code,
    ...dispatch,
    ...beforeTraining(study, metric, variables),
    '# ---- The training ----',
    '',
  ]);
  return {
    kind: 'one-file',
    files: new Map([[fileName, source.text]]),
    sources: new Map([[project.script, source]]),
  };
}
