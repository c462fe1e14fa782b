import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { TOOL_VERSION } from '../core/tool-version.js';
import type { ExportedMetric } from './exported-metric.js';
import type { ExportedStudy } from './exported-study.js';
import { optionPrefix } from './option-prefix.js';
import { studyConstants } from './study-constants.js';
import type { SwitchVariables } from './switched-files.js';

const FUNCTIONS = fileURLToPath(new URL('../../python/ablationmage_script/study.py', import.meta.url));

/** Where the study's code stands, and what it starts. */
export interface StudyPlace {
  /** Name of the file it stands in. */
  readonly file: string;
  /** The file that trains, relative to that. */
  readonly script: string;
  /** Folder of logs and results, where the study is started. */
  readonly results: string;
  /** Sources and configuration files of a folder, as they are named in it; empty where there is one file. */
  readonly sources: readonly string[];
  /** By trial: files other than sources that it has of its own. */
  readonly trialFiles: ReadonlyMap<string, readonly string[]>;
}

/** The part of an exported script that is no training: its options, the runs of the whole study, table and plot. */
export async function studyCode(
  study: ExportedStudy,
  metric: ExportedMetric,
  variables: SwitchVariables,
  place: StudyPlace,
): Promise<string[]> {
  const text = await readFile(FUNCTIONS, 'utf8');
  const [imports = '', rest = ''] = text.split('TRIALS = {}\nSTUDY = {}\n');
  const functions = rest
    .replaceAll(/\bTRIAL\b(?= =)/gu, variables.trial)
    .replaceAll(/\bSEED_INDEX\b(?= =)/gu, variables.seed)
    .trim();
  return [
    ...introduction(study, place.file, variables),
    imports.trim(),
    '',
    studyConstants(study, metric, place),
    '',
    functions,
  ];
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
    `${trial} = os.environ.get("ABLATION_TRIAL")`,
    ...(usesSeed ? [`${seed} = int(os.environ.get("ABLATION_SEED_INDEX", "0"))`] : []),
    '',
  ];
}
