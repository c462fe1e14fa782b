import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { TOOL_VERSION } from '../core/tool-version.js';
import type { ExportedMetric } from './exported-metric.js';
import type { ExportedStudy } from './exported-study.js';
import { optionPrefix } from './option-prefix.js';
import {
  PLACE_OF_CONSTANTS,
  SEED_ENVIRONMENT_VARIABLE,
  SEED_NAME,
  TRIAL_ENVIRONMENT_VARIABLE,
  TRIAL_NAME,
} from './script-protocol.js';
import { studyConstants } from './study-constants.js';
import type { StudyPlace } from './study-place.js';
import type { SwitchVariables } from './switched-files.js';

const FOLDER = fileURLToPath(new URL('../../python/ablationmage_script/study/', import.meta.url));

/** In the order in which they stand in a script. The first has the place of the constants. */
export const PARTS = ['command_line', 'one_training', 'working_copy', 'every_training', 'effects', 'results'];

/** The part of an exported script that is no training: its options, the runs of the whole study, table and plot. */
export async function studyCode(
  study: ExportedStudy,
  metric: ExportedMetric,
  variables: SwitchVariables,
  place: StudyPlace,
): Promise<string[]> {
  const parts = await Promise.all(PARTS.map((name) => readFile(path.join(FOLDER, `${name}.py`), 'utf8')));
  const { imports, functions } = joinParts(parts);
  return [
    ...introduction(study, place.file, variables),
    imports,
    '',
    studyConstants(study, metric, place),
    '',
    functions
      .replaceAll(new RegExp(`\\b${TRIAL_NAME}\\b(?= =)`, 'gu'), variables.trial)
      .replaceAll(new RegExp(`\\b${SEED_NAME}\\b(?= =)`, 'gu'), variables.seed)
      .trim(),
  ];
}

/**
 * The parts as one text, without the place of the constants, and what they import. Throws where the first part, a file of
 * this tool, has no such place.
 */
export function joinParts(parts: readonly string[]): { readonly imports: string; readonly functions: string } {
  const split = parts.map((part) => {
    const [imports = ''] = /^(?:import \S+\n)*/u.exec(part) ?? [];
    return { imports: imports.trim().split('\n'), functions: part.slice(imports.length).trim() };
  });
  const text = split.map(({ functions }) => functions).join('\n\n\n');
  const [before, functions, ...others] = text.split(PLACE_OF_CONSTANTS);
  if (before === '' && functions !== undefined && others.length === 0) {
    const imports = new Set(split.flatMap((part) => part.imports));
    return { imports: [...imports].toSorted().join('\n'), functions };
  }
  throw new Error(
    `Internal error: the Python code of exported scripts must begin with the lines ${JSON.stringify(PLACE_OF_CONSTANTS)} behind its imports, and have them once.`,
  );
}

function introduction(study: ExportedStudy, file: string, variables: SwitchVariables): string[] {
  const { report, subject } = study;
  const option = `--${optionPrefix(study)}`;
  const example = study.trials[1]?.trial.id ?? 'baseline';
  const script = subject.project.script;
  return [
    `# ---- The ablation study of ${script}: ${study.trials.length - 1} trials, ${report.seeds.indices.length} seeds ----`,
    `# Made by AblationMage ${TOOL_VERSION}. What a trial changes stands at its place, behind ${variables.trial}.`,
    `#   python ${file} ${option}list                  the trials`,
    `#   python ${file} ${option}trial ${example} ${option}seed 1    one training`,
    `#   python ${file} ${option}all                   every training, then table, plot, PDF and JSON`,
    `# Without these options it does what ${script} does.`,
  ];
}

/** Lines of a source that ask which trial this process is, for one that the study's own code is not in. */
export function trialLines({ trial, seed }: SwitchVariables, usesSeed: boolean): string[] {
  return [
    '# Which trial of the ablation study this process is; None: none, the code as it was.',
    'import os',
    '',
    `${trial} = os.environ.get("${TRIAL_ENVIRONMENT_VARIABLE}")`,
    ...(usesSeed ? [`${seed} = int(os.environ.get("${SEED_ENVIRONMENT_VARIABLE}", "0"))`] : []),
    '',
  ];
}
