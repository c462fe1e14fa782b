import path from 'node:path';
import type { Report } from '../core/report.js';
import { didYouMean } from '../core/near-names.js';
import { UserError } from '../core/user-error.js';
import { TRACKERS, type Tracker } from '../execution/export/tracker.js';
import { killEveryRun } from '../execution/process/live-runs.js';
import { printable } from '../reports/formats/printable.js';
import { writeForTrackers, type TrackerFolder } from '../study/write-for-trackers.js';
import { EXIT_CODES } from './exit-codes.js';
import { interruptionSignal } from './interruption.js';
import type { ReportFlags } from './study-folder-flags.js';

/** Below the study's folder, where `--output` does not say another. */
const EXPORT_FOLDER = 'export';

/** `report --to`: writes for each tracker and says where, and how to look at it. Ctrl-C leaves out what is not done. */
export async function exportReport(
  report: Report,
  studyDirectory: string,
  trackers: readonly Tracker[],
  { output, python }: ReportFlags,
): Promise<void> {
  using signal = interruptionSignal(() => undefined, killEveryRun);
  const folder = output === undefined ? path.join(studyDirectory, EXPORT_FOLDER) : path.resolve(output);
  const missing = report.runs.filter(({ state }) => state === 'not-run').length;
  if (missing > 0) say(`${missing} of ${report.runs.length} runs have not run and are not exported.`);
  await writeForTrackers(report, { trackers, folder, python, environment: process.env }, printExported, signal);
  if (!signal.aborted) return;
  say('Interrupted: what is not listed was not written.');
  process.exitCode = EXIT_CODES.interrupted;
}

/** The trackers that `--to` names, in the order of the list, or undefined without it; throws a UserError for a slip. */
export function chooseTrackers({ to, python, format, json }: ReportFlags): readonly Tracker[] | undefined {
  if (to === undefined) {
    if (python === undefined) return undefined;
    throw new UserError('--python names the Python that writes for --to, and there is no --to.');
  }
  if ((format ?? json) !== undefined) {
    throw new UserError('--to writes for experiment trackers and nothing else: use --format and --json without it.');
  }
  const names = to.flatMap((part) => part.split(',')).map((name) => name.trim());
  for (const name of names) demandTracker(name);
  return TRACKERS.filter(({ name }) => names.includes(name));
}

function demandTracker(name: string): void {
  const known = TRACKERS.map((tracker) => tracker.name);
  if (known.includes(name)) return;
  throw new UserError(`--to ${name}: there is no such tracker. ${didYouMean(name, known, 'There are:')}`);
}

function printExported({ tracker, folder, libraryVersion, runs, notes, viewer }: TrackerFolder): void {
  const shown = path.relative('.', folder) || '.';
  for (const note of notes) say(`note: ${printable(note)}`);
  process.stdout.write(
    `${shown}: ${runs} ${runs === 1 ? 'run' : 'runs'} and the summary, by ${tracker.library} ${libraryVersion}\n` +
      `  ${tracker.view(viewer, shown)}\n`,
  );
}

function say(message: string): void {
  process.stderr.write(`${message}\n`);
}
