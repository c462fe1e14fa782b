import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../../core/message-of.js';
import { resolveMetrics } from '../../config/resolve-settings.js';
import type { MetricRequest } from '../../core/metric.js';
import type { Report } from '../../core/report.js';
import { didYouMean } from '../../core/near-names.js';
import { UserError } from '../../core/user-error.js';
import { analyseStudyFolder, writeFormats, writeStudyReport } from '../../report-study.js';
import { html, htmlWith } from '../../reports/formats/html.js';
import { json } from '../../reports/formats/json.js';
import { withCommentary } from '../../reports/commentary/with-commentary.js';
import type { ReportFormat } from '../../reports/formats/report-format.js';
import { printable } from '../../reports/formats/printable.js';
import { renderTerminalCommentary } from '../../reports/formats/terminal-commentary.js';
import { renderTerminalTable } from '../../reports/formats/terminal-table.js';
import { formatsOfARun } from '../../reports/index.js';
import { parseReport } from '../../reports/parse-report.js';
import { readSketch } from '../../store/study-sketch.js';
import type { WrittenFile } from '../../study/write-reports.js';
import { chooseFormats } from '../choose-formats.js';
import { chooseTrackers, exportReport } from '../export-report.js';
import { findStudyDirectory } from '../find-study.js';
import type { ReportFlags } from '../study-folder-flags.js';
import { coloursFor } from '../terminal/colours.js';
import { terminalText } from '../terminal/terminal-text.js';
import { withPassingLine } from '../terminal/passing-line.js';
import { warnOfOutdatedCommentary } from '../warn-of-outdated-commentary.js';

/**
 * `ablationmage report`: the table again, and every file, from what the study's folder holds; with `--format` only the
 * files of those formats, and their names instead of the table; with `--to` the runs for experiment trackers.
 */
export async function reportCommand(flags: ReportFlags): Promise<void> {
  const trackers = chooseTrackers(flags);
  const formats = flags.format === undefined ? undefined : chooseFormats(flags.format);
  demandCommentary(flags);
  const found = flags.from === undefined ? await ofStudy(flags) : await ofFile(flags.from, flags);
  if (found === undefined) return;
  const { report, directory } = found;
  if (trackers !== undefined) {
    await exportReport(report, directory, trackers, flags);
    return;
  }
  const folder = flags.output === undefined ? directory : path.resolve(flags.output);
  if (formats !== undefined) {
    for (const format of await withEvidence(formats, flags, directory)) {
      const written = await withPassingLine(`making ${format.name} ...`, () => writeFormats(folder, report, [format]));
      for (const file of written) tell(file, path.relative('.', folder), flags);
    }
    if (flags.json !== true) return;
  } else if (folder === directory && flags.from === undefined) await writeStudyReport(folder, report);
  else if (flags.output !== undefined) await writeFormats(folder, report, formatsOfARun);
  process.stdout.write(flags.json === true ? json.render(report) : shown(report, flags));
  if (flags.output !== undefined) {
    const names = formatsOfARun.map(({ fileName }) => fileName).join(', ');
    process.stderr.write(`\n${names} are in ${printable(path.relative('.', folder) || '.')}\n`);
  }
}

/** The name of a file that was written, and what is not as it should be in it. */
function tell(file: WrittenFile, folder: string, { json: isForAgents }: ReportFlags): void {
  if (isForAgents !== true) process.stdout.write(`${terminalText(path.join(folder, file.path))}\n`);
  if (file.warning !== undefined) process.stderr.write(`${terminalText(file.warning)}\n`);
}

/** For a terminal: the table, and the commentary where one was asked for. */
function shown(report: Report, { commentary }: ReportFlags): string {
  const { columns } = process.stdout;
  const isAsked = commentary === true && report.commentary !== undefined;
  const text = isAsked ? renderTerminalCommentary(report.commentary, columns) : '';
  return renderTerminalTable(report, coloursFor(process.stdout, process.env), columns) + text;
}

/** The pages of a study's own folder show what it has beside the report: logs, models, exchanges. */
async function withEvidence(
  formats: readonly ReportFormat[],
  { from }: ReportFlags,
  directory: string,
): Promise<readonly ReportFormat[]> {
  if (from !== undefined || !formats.includes(html)) return formats;
  const { studyEvidence } = await import('../../viewer/study-evidence.js');
  const rich = htmlWith(await studyEvidence(directory));
  return formats.map((format) => (format === html ? rich : format));
}

/** A report, and the folder its files belong into. */
interface FoundReport {
  readonly report: Report;
  readonly directory: string;
}

/** Undefined where asking for a commentary was interrupted: then nothing is written. */
async function ofStudy(flags: ReportFlags): Promise<FoundReport | undefined> {
  const directory = await findStudyDirectory(flags);
  const asked = await askedMetrics(directory, flags);
  const report = await withPassingLine('reading the study ...', () => analyseStudyFolder(directory, asked));
  for (const name of flags.metric ?? []) demandMetric(report, name.replace(/=\/.*$/s, ''));
  if (flags.commentary !== true) {
    await warnOfOutdatedCommentary(report, directory);
    return { report, directory };
  }
  const { askForCommentary } = await import('../ask-for-commentary.js');
  if ((await askForCommentary(report, directory, flags)) === 'interrupted') return undefined;
  // With the text, and with what it cost.
  return { report: await analyseStudyFolder(directory, asked), directory };
}

async function ofFile(file: string, { metric, select, direction, commentary }: ReportFlags): Promise<FoundReport> {
  if (commentary === true) {
    throw new UserError('--from reads a finished report: a commentary is kept in the study’s folder, without --from.');
  }
  if ((metric ?? select ?? direction) !== undefined) {
    throw new UserError(
      '--from reads a finished report: another metric is chosen from the study’s folder, without --from.',
    );
  }
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UserError(`--from ${file}: cannot be read: ${messageOf(error)}.`);
  });
  const whole = parseReport(text, file);
  const report = withCommentary(whole, whole.commentary);
  if (whole.commentary !== undefined && report.commentary === undefined) {
    process.stderr.write(
      `warning: The commentary in ${terminalText(file)} was written of other numbers, or changed since, and is left out.\n`,
    );
  }
  return { report, directory: path.dirname(path.resolve(file)) };
}

/** What the flags say, over what the study itself asked for; undefined where they say nothing. */
async function askedMetrics(directory: string, flags: ReportFlags): Promise<MetricRequest | undefined> {
  if ((flags.metric ?? flags.select ?? flags.direction) === undefined) return undefined;
  const { metrics: own } = await readSketch(directory);
  const asked = resolveMetrics(flags, {});
  return {
    names: flags.metric === undefined ? own.names : asked.names,
    patterns: flags.metric === undefined ? own.patterns : asked.patterns,
    select: flags.select === undefined ? own.select : asked.select,
    directions: { ...own.directions, ...asked.directions },
  };
}

/** A name that no run gave is a slip of the pen: nothing is written for it. */
function demandMetric(report: Report, name: string): void {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const names = report.candidateMetrics.map((candidate) => candidate.name);
  if (names.some((candidate) => plain(candidate) === plain(name))) return;
  const hint = didYouMean(name, names, 'They gave:');
  throw new UserError(`--metric ${name}: no run gave such a metric, and nothing was written. ${hint}`);
}

/** Model flags do nothing else in `report`: whoever gives them has forgotten what they are for. */
function demandCommentary(flags: ReportFlags): void {
  const { api, model, command, replay } = flags;
  if (flags.commentary === true || (api ?? model ?? command ?? replay) === undefined) return;
  throw new UserError('--api, --model, --command and --replay are for --commentary here: add it, or leave them out.');
}
