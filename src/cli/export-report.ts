import path from 'node:path';
import type { Report } from '../core/report.js';
import { didYouMean } from '../core/near-names.js';
import { UserError } from '../core/user-error.js';
import { exportTargets, type ExportTarget } from '../execution/export/export-target.js';
import { killEveryRun } from '../execution/process/live-runs.js';
import { printable } from '../reports/formats/printable.js';
import { exportStudy, type ExportedStudy } from '../study/export-study.js';
import { EXIT_CODES } from './exit-codes.js';
import { interruptionSignal } from './interruption.js';
import type { ReportFlags } from './study-folder-flags.js';

/** Below the study's folder, where `--output` does not say another. */
const EXPORT_FOLDER = 'export';

/** `report --to`: writes for each target and says where, and how to look at it. Ctrl-C leaves out what is not done. */
export async function exportReport(
  report: Report,
  studyDirectory: string,
  targets: readonly ExportTarget[],
  { output, python }: ReportFlags,
): Promise<void> {
  using signal = interruptionSignal(() => undefined, killEveryRun);
  const folder = output === undefined ? path.join(studyDirectory, EXPORT_FOLDER) : path.resolve(output);
  const missing = report.runs.filter(({ state }) => state === 'not-run').length;
  if (missing > 0) say(`${missing} of ${report.runs.length} runs have not run and are not exported.`);
  await exportStudy(report, { targets, folder, python, environment: process.env }, printExported, signal);
  if (!signal.aborted) return;
  say('Interrupted: what is not listed was not written.');
  process.exitCode = EXIT_CODES.interrupted;
}

/** The targets that `--to` names, in the order of the list, or undefined without it; throws a UserError for a slip. */
export function chooseTargets({ to, python, format, json }: ReportFlags): readonly ExportTarget[] | undefined {
  if (to === undefined) {
    if (python === undefined) return undefined;
    throw new UserError('--python names the Python that writes for --to, and there is no --to.');
  }
  if ((format ?? json) !== undefined) {
    throw new UserError('--to writes for experiment trackers and nothing else: use --format and --json without it.');
  }
  const names = to.flatMap((part) => part.split(',')).map((name) => name.trim());
  for (const name of names) demandTarget(name);
  return exportTargets.filter(({ name }) => names.includes(name));
}

function demandTarget(name: string): void {
  const known = exportTargets.map((target) => target.name);
  if (known.includes(name)) return;
  throw new UserError(`--to ${name}: there is no such tracker. ${didYouMean(name, known, 'There are:')}`);
}

function printExported({ target, folder, libraryVersion, runs, notes, viewer }: ExportedStudy): void {
  const shown = path.relative('.', folder) || '.';
  for (const note of notes) say(`note: ${printable(note)}`);
  process.stdout.write(
    `${shown}: ${runs} ${runs === 1 ? 'run' : 'runs'} and the summary, by ${target.library} ${libraryVersion}\n` +
      `  ${target.view(viewer, shown)}\n`,
  );
}

function say(message: string): void {
  process.stderr.write(`${message}\n`);
}
