import { applyEdits } from '../core/edit.js';
import { textOf } from '../source/project.js';
import type { AssembledStudy } from './assembled-study.js';
import { withLinesBefore } from './with-lines-before.js';
import { beforeTraining } from './before-training.js';
import type { ExportedMetric } from './exported-metric.js';
import type { ExportedStudy } from './exported-study.js';
import { COMMAND_LINE_FUNCTION, END_FUNCTION, START_FUNCTION, TRIAL_FILES_FOLDER } from './script-protocol.js';
import { studyCode, trialLines } from './study-code.js';
import type { StudyPlace } from './study-place.js';
import type { SwitchedFile, SwitchVariables } from './switched-files.js';

/** The project's files with their switches, the configuration files of trials, and the study's own code in a file that starts them. */
export async function scriptFolder(
  study: ExportedStudy,
  switched: readonly SwitchedFile[],
  metric: ExportedMetric,
  variables: SwitchVariables,
  fileName: string,
): Promise<AssembledStudy> {
  const { project } = study.subject;
  const sources = new Map(
    switched.map(({ path, text, usesSeed }) => {
      return [path, withLinesBefore(path, text, trialLines(variables, usesSeed))] as const;
    }),
  );
  const main = switched.find(({ path }) => path === project.script);
  const start = beforeTraining(study, metric, variables);
  const lines = [...trialLines(variables, main?.usesSeed === true || start.length > 0).slice(0, -1), ...start, ''];
  const training = main?.text ?? textOf(project, project.script) ?? '';
  sources.set(project.script, withLinesBefore(project.script, training, lines));
  const own = trialFiles(study);
  const place: StudyPlace = {
    file: fileName,
    script: project.script,
    importRoots: project.importRoots,
    sources: [...project.pythonFiles.keys(), ...project.configFiles.keys()],
    trialFiles: new Map([...own].map(([trial, files]) => [trial, [...files.keys()]])),
  };
  const usage = [
    '',
    '',
    'if __name__ == "__main__":',
    `    ${COMMAND_LINE_FUNCTION}()`,
    `    ${END_FUNCTION}(${START_FUNCTION}, ${variables.trial}, ${variables.seed}, sys.argv[1:])`,
    '',
  ];
  const code = await studyCode(study, metric, variables, place);
  const files = new Map([
    ...[...project.pythonFiles.values()].map(({ path, text }) => [path, text] as const),
    ...[...project.configFiles.values()].map(({ path, text }) => [path, text] as const),
    ...[...sources].map(([path, { text }]) => [path, text] as const),
    ...[...own].flatMap(([trial, texts]) =>
      [...texts].map(([path, text]) => [`${TRIAL_FILES_FOLDER}/${trial}/${path}`, text] as const),
    ),
    [fileName, [...code, ...usage].join('\n')] as const,
  ]);
  return { kind: 'folder', files, sources };
}

/** By trial: the configuration files that it changes, as it has them. */
function trialFiles({ subject, trials }: ExportedStudy): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const { project } = subject;
  return new Map(
    trials.flatMap(({ trial, variant }) => {
      const paths = [...new Set(variant.edits.map(({ file }) => file))].filter((path) => project.configFiles.has(path));
      const texts = paths.map((path) => {
        const edits = variant.edits.filter(({ file }) => file === path);
        return [path, applyEdits(textOf(project, path) ?? '', edits)] as const;
      });
      return texts.length === 0 ? [] : [[trial.id, new Map(texts)] as const];
    }),
  );
}
