import path from 'node:path';
import type { StudySettings } from '../config/study-settings.js';
import { UserError } from '../core/user-error.js';
import { assembleStudy } from './assemble-study.js';
import { checkByFolding } from './check-by-folding.js';
import { checkByRunning, type ExportObserver } from './check-by-running.js';
import { checkMetric } from './check-metric.js';
import { companionFiles } from './companion-files.js';
import type { ExportedStudy } from './exported-study.js';
import { exportedMetric } from './exported-metric.js';
import { readExportedStudy } from './read-exported-study.js';
import { chooseVariables, switchedFiles } from './switched-files.js';

/** A study as one parametrised script, or a folder, that needs this tool no more. */
export interface ExportedScript {
  readonly kind: 'one-file' | 'folder';
  /** By path, relative to where the script goes, or to the folder. */
  readonly files: ReadonlyMap<string, string>;
  /** Trials of the table that are not in it, each with the reason. */
  readonly leftOut: readonly string[];
  /** Files of the project it was made of, absolute. */
  readonly originals: readonly string[];
}

/**
 * Makes one script of a study's accepted variants, by rule: the original training and every trial, chosen by options. It is
 * given only when folding its switches away gives back the user's files and each variant, syntax tree by syntax tree, when
 * the first steps of each are those that the study saw, and when trainings of it end with the table's numbers, where that is
 * no matter of more than a minute. `target`: where the script will be, absolute. Throws a UserError where that is not so.
 */
export async function exportScript(
  settings: StudySettings,
  target: string,
  observer: ExportObserver,
  signal: AbortSignal,
): Promise<ExportedScript> {
  const fileName = path.basename(target);
  const study = await readExportedStudy(settings, fileName);
  const { seedStrategy, interpreter } = study.subject;
  if (seedStrategy.kind === 'config-key' && settings.seedIndices.some((index) => index > 0)) {
    throw new UserError(
      `The seeds of this study are set in ${seedStrategy.place.file}, which a script cannot do for itself: give the script an option for its seed.`,
    );
  }
  const metric = exportedMetric(study.studyDirectory, study.report);
  const unread = await checkMetric(study.studyDirectory, study.report, metric);
  if (unread.length > 0) {
    throw new UserError(
      `A script would not read ${metric.name} as the table has it: ${unread.slice(0, 3).join('; ')}. Nothing was written.`,
    );
  }
  const variables = chooseVariables(study);
  const switched = switchedFiles(study, variables);
  const assembled = await assembleStudy(study, switched, metric, variables, fileName);

  const differences = await checkByFolding(interpreter.path, switched, assembled.sources, variables);
  if (differences.length > 0) {
    throw new UserError(
      `The script would not be the study: ${differences.slice(0, 3).join('; ')}. Nothing was written; please report this with the script.`,
    );
  }
  await checkByRunning(study, assembled, metric, target, observer, signal);
  return {
    kind: assembled.kind,
    files: new Map([...assembled.files, ...companionFiles(study, fileName)]),
    leftOut: study.leftOut,
    originals: originalsOf(study),
  };
}

function originalsOf({ subject: { project } }: ExportedStudy): string[] {
  return [...project.pythonFiles.keys(), ...project.configFiles.keys()].map((file) => path.join(project.root, file));
}
