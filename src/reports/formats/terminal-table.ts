import type { Colors } from 'picocolors/types.js';
import type { Report } from '../../core/report.js';
import { whyWithoutMetric } from './failure-summary.js';
import { confoundColumns, confoundHeading } from './format-confounds.js';
import { formatDuration } from './format-duration.js';
import { metricTable } from './metric-table.js';
import { noiseNotes } from './noise-note.js';
import { printable } from './printable.js';
import { meaningNotes, rowNotes } from './row-note.js';
import { checkNote, confoundNote, notesOnNumbers } from './table-note.js';
import { exploratoryMetrics, metricHeading } from './trial-row.js';
import { wrapHanging } from './wrap-text.js';

/** The width that fits everywhere: papers' screenshots, Slurm logs, half a laptop screen. */
export const DEFAULT_COLUMNS = 80;

/** The finished study on a terminal of `columns` columns. Ends with a newline. */
export function renderTerminalTable(report: Report, colours: Colors, columns = DEFAULT_COLUMNS): string {
  const table = primaryTable(report, columns, colours);
  const showsSizes = confoundColumns(report).some((column) => table.join('\n').includes(confoundHeading(column)));
  const notes = [
    ...notesOnNumbers(report),
    ...(showsSizes ? confoundNote(report) : []),
    ...noiseNotes(report),
    ...checkNote(report),
  ];
  const blocks = [
    titleLines(report, columns, colours),
    table,
    signNotes(report, columns, colours),
    ...exploratoryMetrics(report).map((metric) => exploratoryTable(report, metric, columns, colours)),
    notes.flatMap((note) => wrapHanging('', note, columns).map(colours.dim)),
    report.warnings.flatMap((warning) => wrapHanging('! ', printable(warning), columns).map(colours.yellow)),
  ];
  const lines = blocks.filter((block) => block.length > 0).map((block) => block.join('\n'));
  return `${lines.join('\n\n')}\n`;
}

function titleLines(report: Report, columns: number, colours: Colors): string[] {
  const trials = report.trials.length;
  const seeds = report.seeds.indices.length;
  const parts = [
    `${trials} ${trials === 1 ? 'trial' : 'trials'} × ${seeds} ${seeds === 1 ? 'seed' : 'seeds'}`,
    formatDuration(report.study.wallTimeMs),
  ];
  const title = wrapHanging('', `${printable(report.study.script)} · ${parts.join(' · ')}`, columns).map(colours.bold);
  const { primaryMetric, alarms = [] } = report;
  const guess =
    primaryMetric?.origin === 'guess' ? [`${printable(primaryMetric.name)} is a guess at the metric you mean.`] : [];
  const said = [...alarms.map(printable), ...guess];
  return [...title, ...said.flatMap((sentence) => wrapHanging('! ', sentence, columns).map(colours.yellow))];
}

/** Close to the table, for whoever sees a sign in it. */
function signNotes(report: Report, columns: number, colours: Colors): string[] {
  return rowNotes(report, report.primaryMetric?.name ?? '', 'id').flatMap(({ sign, text }) =>
    wrapHanging(`${sign} `, text, columns).map(sign === '°' ? colours.dim : colours.yellow),
  );
}

function primaryTable(report: Report, columns: number, colours: Colors): string[] {
  if (report.primaryMetric !== undefined) return metricTable(report, report.primaryMetric.name, columns, colours);
  return report.trials.flatMap((trial) => {
    const why = whyWithoutMetric(report, trial);
    return wrapHanging(`${printable(trial.label)}  `, printable(why), columns).map(colours.red);
  });
}

function exploratoryTable(report: Report, metric: string, columns: number, colours: Colors): string[] {
  const heading = `exploratory, not corrected for several comparisons: ${metricHeading(report, metric)}`;
  return [
    ...wrapHanging('', heading, columns).map(colours.dim),
    ...metricTable(report, metric, columns, colours),
    ...meaningNotes(report, metric, 'id').flatMap(({ sign, text }) =>
      wrapHanging(`${sign} `, text, columns).map(colours.yellow),
    ),
  ];
}
