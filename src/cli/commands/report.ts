import { distance } from 'fastest-levenshtein';
import { resolveMetrics } from '../../config/resolve-settings.js';
import type { MetricRequest } from '../../core/metric.js';
import type { Report } from '../../core/report.js';
import { UserError } from '../../core/user-error.js';
import { analyseStudyFolder, writeStudyReport } from '../../report-study.js';
import { renderTerminalTable } from '../../reports/formats/terminal-table.js';
import { json } from '../../reports/formats/json.js';
import { readSketch } from '../../store/study-sketch.js';
import { findStudyDirectory } from '../find-study.js';
import type { ReportFlags } from '../study-folder-flags.js';
import { coloursFor } from '../terminal/colours.js';

/** `ablationmage report`: the table again, and every file, from what the study's folder holds. */
export async function reportCommand(flags: ReportFlags): Promise<void> {
  const directory = await findStudyDirectory(flags);
  const report = await analyseStudyFolder(directory, await askedMetrics(directory, flags));
  for (const name of flags.metric ?? []) demandMetric(report, name.replace(/=\/.*$/s, ''));
  await writeStudyReport(directory, report);
  if (flags.json === true) {
    process.stdout.write(json.render(report));
    return;
  }
  process.stdout.write(renderTerminalTable(report, coloursFor(process.stdout, process.env), process.stdout.columns));
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
  const near = names.filter((candidate) => distance(plain(candidate), plain(name)) <= 2);
  const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `They gave: ${names.join(', ')}.`;
  throw new UserError(`--metric ${name}: no run gave such a metric, and nothing was written. ${hint}`);
}
