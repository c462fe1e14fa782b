import type { Report } from '../../core/report.js';
import { confoundCell, confoundColumns, confoundHeading } from './format-confounds.js';
import { escapeLatex, latexComment, mathNumber } from './latex-text.js';
import { noiseNotes } from './noise-note.js';
import type { TextFormat } from './report-format.js';
import { meaningNotes, rowNotes } from './row-note.js';
import { checkNote, confoundNote, notesOnNumbers } from './table-note.js';
import { exploratoryMetrics, exploratoryRows, metricHeading, primaryRows, type TrialRow } from './trial-row.js';

/** `report.tex`: the table of the paper, to be `\input`; booktabs is all it needs. */
export const latex: TextFormat = {
  kind: 'text',
  name: 'latex',
  summary: 'the table of the paper (booktabs)',
  fileName: 'report.tex',
  render,
};

/** Daggers are for variants that are not known to be faithful. */
const SIGNIFICANT = '^{*}';
/** Characters; longer labels are set in lines. */
const WIDEST_LABEL = 26;

function render(report: Report): string {
  const lines = [
    latexComment(`Made by AblationMage ${report.study.toolVersion} from ${report.study.command}`),
    '% Needs \\usepackage{booktabs}.',
    ...[...(report.alarms ?? []), ...report.warnings].map((warning) => latexComment(`Warning: ${warning}`)),
    ...table(report),
  ];
  return `${lines.join('\n')}\n`;
}

function table(report: Report): string[] {
  const metric = report.primaryMetric?.name;
  if (metric === undefined) return ['% No run gave a number: there is no table yet.'];
  return [
    '\\begin{table}[t]',
    '  \\centering',
    `  \\caption{${caption(report, metric)}}`,
    `  \\label{tab:ablation-${report.study.name.replace(/[^A-Za-z0-9]+/gu, '-')}}`,
    '  \\small',
    '  \\setlength{\\tabcolsep}{3pt}',
    ...tabular(report, metric, primaryRows(report, metric)),
    ...sizes(report, primaryRows(report, metric)),
    ...exploratoryMetrics(report).flatMap((name) => [
      '',
      '  \\medskip',
      '  Exploratory, not corrected for several comparisons',
      '',
      '  \\smallskip',
      ...tabular(report, name, exploratoryRows(report, name)),
    ]),
    '',
    '  \\smallskip',
    `  \\parbox{\\linewidth}{\\footnotesize ${note(report)}}`,
    '\\end{table}',
  ];
}

function caption(report: Report, metric: string): string {
  const seeds = report.seeds.indices.length;
  const over = seeds === 1 ? 'one seed' : `${seeds} seeds`;
  return `Ablation of \\texttt{${escapeLatex(report.study.script)}}: ${escapeLatex(metricHeading(report, metric))} over ${over}.`;
}

function tabular(report: Report, metric: string, rows: readonly TrialRow[]): string[] {
  const heading = escapeLatex(metricHeading(report, metric));
  const isPrimary = report.primaryMetric?.name === metric;
  const mark = isPrimary ? SIGNIFICANT : '';
  const pHeading = isPrimary ? '$p_{\\mathrm{Holm}}$' : '$p$';
  return [
    '  \\begin{tabular}{@{}lr@{\\,}lrcr@{}}',
    '    \\toprule',
    `    Component & \\multicolumn{2}{c}{${heading}} & \\multicolumn{1}{c}{$\\Delta$} & Interval & \\multicolumn{1}{c@{}}{${pHeading}} \\\\`,
    '    \\midrule',
    ...rows.map((row) => `    ${tableRow(row, mark)} \\\\`),
    '    \\bottomrule',
    '  \\end{tabular}',
  ];
}

/** A table of its own: beside the effects it would be wider than a column of a paper. */
function sizes(report: Report, rows: readonly TrialRow[]): string[] {
  const columns = confoundColumns(report);
  if (columns.length === 0) return [];
  const headings = columns.map((column) => escapeLatex(confoundHeading(column)));
  const cells = (row: TrialRow) => columns.map((column) => escapeLatex(confoundCell(row.trial, column)));
  return [
    '',
    '  \\medskip',
    '  Size and speed',
    '',
    '  \\smallskip',
    `  \\begin{tabular}{@{}l${'r'.repeat(columns.length)}@{}}`,
    '    \\toprule',
    `    ${['Component', ...headings].join(' & ')} \\\\`,
    '    \\midrule',
    ...rows
      .filter((row) => row.value !== undefined)
      .map((row) => `    ${[signedLabelOf(row), ...cells(row)].join(' & ')} \\\\`),
    '    \\bottomrule',
    '  \\end{tabular}',
  ];
}

/** The title of a hint's trial can be longer than beside numbers there is room for. */
function signedLabelOf({ label, sign }: TrialRow): string {
  const text = escapeLatex(label) + escapeLatex(sign ?? '');
  return label.length <= WIDEST_LABEL ? text : `\\parbox[t]{0.3\\linewidth}{\\raggedright ${text}\\strut}`;
}

function tableRow(row: TrialRow, significanceMark: string): string {
  const { value, effect } = row;
  const label = signedLabelOf(row);
  if (value === undefined) {
    const words = escapeLatex(row.missing ?? row.finding ?? 'no number');
    return `${label} & \\multicolumn{5}{p{0.6\\linewidth}@{}}{\\raggedright ${words}}`;
  }
  const planned = row.trial.plannedRuns;
  const fewer = value.n < planned ? ` {\\footnotesize ($n=${value.n}$)}` : '';
  const spread = value.standardDeviation === undefined ? '' : `$\\pm\\,${mathNumber(value.standardDeviation)}$`;
  const mark = effect?.significance === 'significant' ? significanceMark : '';
  const interval = effect?.interval;
  return [
    label,
    `$${mathNumber(value.mean)}$`,
    `${spread}${escapeLatex(value.sign ?? '')}${fewer}`,
    effect === undefined ? '' : `$${mathNumber(effect.difference)}${mark}$`,
    interval === undefined ? '' : `$[${mathNumber(interval.low)}, ${mathNumber(interval.high)}]$`,
    effect?.pValue === undefined ? '' : `$${effect.pValue}$`,
  ].join(' & ');
}

function note(report: Report): string {
  const rows = primaryRows(report, report.primaryMetric?.name ?? '');
  const sentences = [
    ...notesOnNumbers(report),
    ...confoundNote(report),
    ...noiseNotes(report),
    ...checkNote(report),
  ].map(escapeLatex);
  if (rows.some((row) => row.effect?.significance === 'significant')) {
    sentences.push(`$${SIGNIFICANT}\\,p < ${report.method.alpha}$ after Holm's correction.`);
  }
  const missing = rows.flatMap((row) =>
    row.value === undefined || row.missing === undefined
      ? []
      : [`${escapeLatex(row.label)}: ${escapeLatex(row.missing)}.`],
  );
  const notes = [
    ...rowNotes(report, report.primaryMetric?.name ?? '', 'label'),
    ...exploratoryMetrics(report).flatMap((metric) => meaningNotes(report, metric, 'label')),
  ];
  const signs = notes.map(({ sign, text }) => `${escapeLatex(sign)}~${escapeLatex(text)}`);
  return [...(report.alarms ?? []).map(escapeLatex), ...sentences, ...signs, ...missing].join(' ');
}
