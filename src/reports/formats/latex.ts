import type { Report } from '../../core/report.js';
import { bestRows } from './best-rows.js';
import { confoundCell, confoundColumns, confoundHeading } from './format-confounds.js';
import { breakableLatex } from './latex-breaks.js';
import {
  absenceCell,
  boundedLabelCell,
  differenceCell,
  fewerRunsCell,
  intervalCell,
  meanCell,
  metricCell,
  pHeading,
  pValueCell,
  spreadCell,
  WIDEST_LABEL,
} from './latex-cells.js';
import { latexFloats, type LatexRow, type LatexTabular } from './latex-floats.js';
import { latexCaption, latexHead, latexTableLabel, NO_TABLE } from './latex-frame.js';
import { fullNote } from './latex-notes.js';
import { escapeLatex } from './latex-text.js';
import type { TextFormat } from './report-format.js';
import { exploratoryMetrics, exploratoryRows, metricHeading, primaryRows, type TrialRow } from './trial-row.js';

/** `report.tex`: the table of the paper, to be `\input`; booktabs is all it needs. */
export const latex: TextFormat = {
  kind: 'text',
  name: 'latex',
  fileName: 'report.tex',
  render: (report) =>
    `${[...latexHead(report, ['Needs \\usepackage{booktabs}. For a page of one column; in a paper with two columns use latex-narrow or latex-wide.']), ...table(report)].join('\n')}\n`,
};

/** Characters; a longer name stands in the caption. */
const WIDEST_HEADING = 20;
const LABEL_WIDTH = '0.24\\linewidth';

function table(report: Report): string[] {
  const metric = report.primaryMetric?.name;
  if (metric === undefined) return [NO_TABLE];
  const rows = primaryRows(report, metric);
  const frame = {
    environment: 'table',
    caption: latexCaption(report, metric),
    label: latexTableLabel(report, ''),
    style: [fontSize(rows), '\\setlength{\\tabcolsep}{3pt}'],
    note: fullNote(report, rows, bestRows(report, metric, rows)),
    noteWidth: 88,
  } as const;
  return latexFloats(frame, [
    numbers(report, metric, rows, []),
    ...sizes(report, rows),
    ...exploratoryMetrics(report).map((name) =>
      numbers(report, name, exploratoryRows(report, name), titled(exploratoryTitle(report, name))),
    ),
  ]);
}

/** Numbers with powers of ten are longer. */
function fontSize(rows: readonly TrialRow[]): string {
  return rows.some(({ effect }) => effect?.interval?.low.includes('e') === true) ? '\\footnotesize' : '\\small';
}

function numbers(report: Report, metric: string, rows: readonly TrialRow[], lead: readonly string[]): LatexTabular {
  const role = report.primaryMetric?.name === metric ? 'primary' : 'exploratory';
  const heading = metricCell(report, metric, WIDEST_HEADING);
  const best = bestRows(report, metric, rows);
  return {
    lead,
    open: [
      '\\begin{tabular}{@{}lr@{\\,}lrcr@{}}',
      '  \\toprule',
      `  Component & \\multicolumn{2}{c}{${heading}} & \\multicolumn{1}{c}{$\\Delta$} & Interval & \\multicolumn{1}{c@{}}{${pHeading(role)}} \\\\`,
      '  \\midrule',
    ],
    rows: rows.map((row) => numbersRow(row, role, best)),
    close: ['  \\bottomrule', '\\end{tabular}'],
  };
}

function numbersRow(row: TrialRow, role: 'primary' | 'exploratory', best: ReadonlySet<TrialRow>): LatexRow {
  const label = boundedLabelCell(row, LABEL_WIDTH);
  if (row.value === undefined) {
    const words = absenceCell(row);
    return {
      text: `${label} & \\multicolumn{5}{p{0.6\\linewidth}@{}}{\\raggedright ${words}}`,
      lines: Math.max(labelLines(row), Math.ceil(words.length / 45)),
    };
  }
  const cells = [
    label,
    meanCell(row, best),
    spreadCell(row) + fewerRunsCell(row),
    differenceCell(row, role),
    intervalCell(row),
    pValueCell(row),
  ];
  return { text: cells.join(' & '), lines: labelLines(row) };
}

function exploratoryTitle(report: Report, metric: string): string {
  const heading = breakableLatex(metricHeading(report, metric));
  return `Exploratory, not corrected for several comparisons: ${heading}`;
}

/** A table of its own: beside the effects it would be wider than a column of a paper. */
function sizes(report: Report, rows: readonly TrialRow[]): LatexTabular[] {
  const columns = confoundColumns(report);
  if (columns.length === 0) return [];
  const headings = columns.map((column) => escapeLatex(confoundHeading(column)));
  const cells = (row: TrialRow) => columns.map((column) => escapeLatex(confoundCell(row.trial, column)));
  return [
    {
      lead: titled('Size and speed'),
      open: [
        `\\begin{tabular}{@{}l${'r'.repeat(columns.length)}@{}}`,
        '  \\toprule',
        `  ${['Component', ...headings].join(' & ')} \\\\`,
        '  \\midrule',
      ],
      rows: rows
        .filter((row) => row.value !== undefined)
        .map((row) => ({
          text: [boundedLabelCell(row, LABEL_WIDTH), ...cells(row)].join(' & '),
          lines: labelLines(row),
        })),
      close: ['  \\bottomrule', '\\end{tabular}'],
    },
  ];
}

function labelLines({ label }: TrialRow): number {
  return label.length <= WIDEST_LABEL ? 1 : Math.ceil(label.length / (WIDEST_LABEL - 2));
}

function titled(title: string): string[] {
  return ['', '  \\medskip', `  ${title}`, '', '  \\smallskip'];
}
