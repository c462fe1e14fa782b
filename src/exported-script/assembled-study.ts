import { BASELINE_ID } from '../core/trial.js';
import { applyEdits } from '../core/edit.js';
import { textOf } from '../source/project.js';
import { UserError } from '../core/user-error.js';
import { withLinesBefore, type AssembledSource } from './assemble-script.js';
import type { ExportedMetric } from './exported-metric.js';
import type { ExportedStudy } from './exported-study.js';
import { librarySeeds } from './library-seeds.js';
import { recordedFunction } from './recorded-function.js';
import { studyCode, trialLines, type StudyPlace } from './study-code.js';
import type { SwitchedFile, SwitchVariables } from './switched-files.js';

/** The files of an export, and which lines of the switched ones were added. */
export interface AssembledStudy {
  readonly kind: 'one-file' | 'folder';
  /** By path: of a folder all its files, else the one. */
  readonly files: ReadonlyMap<string, string>;
  /** By path in the project: the exported sources. */
  readonly sources: ReadonlyMap<string, AssembledSource>;
}

/** Where a script of one file goes, or the files of a folder. */
export interface ExportTarget {
  /** File name of the script, and of the folder without its suffix. */
  readonly fileName: string;
}

/** Puts the switched sources and the study's own code together: in one file where the project has no other. */
export async function assembleStudy(
  study: ExportedStudy,
  switched: readonly SwitchedFile[],
  metric: ExportedMetric,
  variables: SwitchVariables,
  { fileName }: ExportTarget,
): Promise<AssembledStudy> {
  const { project } = study.subject;
  const results = `${fileName.replace(/\.py$/u, '')}_results`;
  const isOneFile = project.pythonFiles.size === 1 && trialFiles(study).size === 0 && project.configFiles.size === 0;
  const main = textWith(switched, project.script) ?? textOf(project, project.script) ?? '';
  const start = beginning(study, metric, variables);
  if (isOneFile) {
    const place: StudyPlace = { file: fileName, script: fileName, results, sources: [], trialFiles: new Map() };
    const code = await studyCode(study, metric, variables, place);
    const dispatch = [
      '',
      '',
      'if __name__ == "__main__":',
      `    if ${variables.trial} is None:`,
      '        ablation_command_line()',
      `    elif ${variables.trial} not in TRIALS:`,
      `        sys.exit("ABLATION_TRIAL=%s in the environment: there is no such trial" % ${variables.trial})`,
    ];
    const source = beginningWith(project.script, main, [
      ...code,
      ...dispatch,
      ...start,
      '# ---- The training ----',
      '',
    ]);
    return {
      kind: 'one-file',
      files: new Map([[fileName, source.text]]),
      sources: new Map([[project.script, source]]),
    };
  }
  const sources = new Map(
    switched.map(({ path, text, usesSeed: isSeeded }) => {
      return [path, beginningWith(path, text, trialLines(variables, isSeeded))] as const;
    }),
  );
  const usesSeed = switched.find(({ path }) => path === project.script)?.usesSeed === true;
  const lines = [...trialLines(variables, usesSeed || start.length > 0).slice(0, -1), ...start, ''];
  sources.set(project.script, beginningWith(project.script, main, lines));
  const own = trialFiles(study);
  const place: StudyPlace = {
    file: fileName,
    script: project.script,
    results,
    sources: [...project.pythonFiles.keys(), ...project.configFiles.keys()],
    trialFiles: new Map([...own].map(([trial, files]) => [trial, [...files.keys()]])),
  };
  const code = await studyCode(study, metric, variables, place);
  const usage = [
    '',
    '',
    'if __name__ == "__main__":',
    '    ablation_command_line()',
    `    sys.exit(_start("${BASELINE_ID}", 0, sys.argv[1:]))`,
    '',
  ];
  const files = new Map([
    ...[...project.pythonFiles.values()].map(({ path, text }) => [path, text] as const),
    ...[...project.configFiles.values()].map(({ path, text }) => [path, text] as const),
    ...[...sources].map(([path, { text }]) => [path, text] as const),
    ...[...own].flatMap(([trial, texts]) =>
      [...texts].map(([path, text]) => [`ablation_trials/${trial}/${path}`, text] as const),
    ),
    [fileName, [...code, ...usage].join('\n')] as const,
  ]);
  return { kind: 'folder', files, sources };
}

function beginningWith(path: string, source: string, lines: readonly string[]): AssembledSource {
  const assembled = withLinesBefore(source, lines);
  if (assembled !== undefined) return assembled;
  throw new UserError(
    `${path}: another statement stands on the line of the docstring or of an import from __future__. Give it a line of its own, and run the study again.`,
  );
}

function textWith(switched: readonly SwitchedFile[], path: string): string | undefined {
  return switched.find((file) => file.path === path)?.text;
}

/** What runs before the training of a trial, and never without one. */
function beginning(study: ExportedStudy, metric: ExportedMetric, { trial, seed }: SwitchVariables): string[] {
  const recording = metric.printedFunction === undefined ? [] : recordedFunction(metric.printedFunction, metric.name);
  return [`if ${trial} is not None:`, ...librarySeeds(study.subject.project, seed), ...recording];
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
