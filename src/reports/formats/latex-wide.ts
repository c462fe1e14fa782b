import type { Report } from '../../core/report.js';
import { bestRows } from './best-rows.js';
import { confoundCell, confoundColumns, confoundHeading } from './format-confounds.js';
import {
  absenceCell,
  boundedLabelCell,
  differenceCell,
  intervalCell,
  meanCell,
  pHeading,
  pValueCell,
  spreadCell,
  WIDEST_LABEL,
} from './latex-cells.js';
import { FIT_CLOSE, FIT_OPEN } from './latex-fit.js';
import { latexFloats, type LatexTabular } from './latex-floats.js';
import { latexCaption, latexHead, latexTableLabel, NO_TABLE } from './latex-frame.js';
import { fullNote } from './latex-notes.js';
import { escapeLatex } from './latex-text.js';
import type { TextFormat } from './report-format.js';
import { testHeadings } from './test-headings.js';
import { exploratoryMetrics, metricHeading, numberRows, primaryRows, type TrialRow } from './trial-row.js';

/** `table-wide.tex`: everything a row has, side by side, over both columns of a paper. */
export const latexWide: TextFormat = {
  kind: 'text',
  name: 'latex-wide',
  fileName: 'table-wide.tex',
  render: (report) => `${[...latexHead(report, COMMENTS), ...table(report)].join('\n')}\n`,
};

const COMMENTS = [
  'Needs \\usepackage{booktabs,graphicx}. Over both columns of a paper with two; wider than that it is made smaller.',
];

/** Beside the primary metric; with more the print would be too small to read, so they go below. */
const MOST_BESIDE = 2;
/** Of those below, beside each other. */
const MOST_BELOW = 3;

/** Columns that belong together under one heading. */
interface ColumnGroup {
  readonly heading: string;
  /** As `tabular` takes them, without the space at the edges. */
  readonly columns: string;
  /** One for each column. */
  readonly headings: readonly string[];
  /** The cells of a row, joined. */
  readonly cells: (row: TrialRow, index: number) => string;
}

function table(report: Report): string[] {
  const metric = report.primaryMetric?.name;
  if (metric === undefined) return [NO_TABLE];
  const rows = primaryRows(report, metric);
  const exploratory = exploratoryMetrics(report).map((name) => exploratoryGroup(report, name));
  const first = [primaryGroup(report, metric, rows), ...variantGroup(report), ...exploratory.slice(0, MOST_BESIDE)];
  const below = chunks(exploratory.slice(MOST_BESIDE), MOST_BELOW);
  const frame = {
    environment: 'table*',
    caption: latexCaption(report, metric),
    label: latexTableLabel(report, '-wide'),
    style: ['\\footnotesize', '\\setlength{\\tabcolsep}{4pt}'],
    note: fullNote(report, rows, bestRows(report, metric, rows), exploratoryNote(exploratory)),
    noteWidth: 108,
  } as const;
  return latexFloats(frame, [tabular(first, rows, []), ...below.map((groups) => tabular(groups, rows, SPACE))]);
}

const SPACE = ['', '  \\medskip'];

function exploratoryNote(groups: readonly ColumnGroup[]): string[] {
  return groups.length === 0 ? [] : ['Exploratory metrics are not corrected for several comparisons.'];
}

function tabular(groups: readonly ColumnGroup[], rows: readonly TrialRow[], lead: readonly string[]): LatexTabular {
  const starts = groups.map((_, index) => 2 + sum(groups.slice(0, index).map(widthOf)));
  const spans = groups.map((group) => `\\multicolumn{${widthOf(group)}}{c}{${group.heading}}`);
  const rules = groups.map((group, index) => {
    const start = starts[index] ?? 2;
    return `\\cmidrule(lr){${start}-${start + widthOf(group) - 1}}`;
  });
  return {
    lead,
    open: [
      FIT_OPEN,
      `\\begin{tabular}{@{}l${groups.map(({ columns }) => columns).join('')}@{}}`,
      '  \\toprule',
      `  ${['', ...spans].join(' & ')} \\\\`,
      `  ${rules.join(' ')}`,
      `  ${['Component', ...groups.flatMap(({ headings }) => headings)].join(' & ')} \\\\`,
      '  \\midrule',
    ],
    rows: rows.map((row, index) => ({
      text: [boundedLabelCell(row, '9em'), ...groups.map(({ cells }) => cells(row, index))].join(' & '),
      lines: Math.ceil(row.label.length / WIDEST_LABEL),
    })),
    close: ['  \\bottomrule', '\\end{tabular}%', FIT_CLOSE],
  };
}

function primaryGroup(report: Report, metric: string, rows: readonly TrialRow[]): ColumnGroup {
  const best = bestRows(report, metric, rows);
  const [interval] = testHeadings(report, metric);
  return {
    heading: escapeLatex(metricHeading(report, metric)),
    columns: 'r@{\\,}lcrcr',
    headings: [
      MEAN_HEADING,
      '$n$',
      DELTA_HEADING,
      escapeLatex(interval),
      `\\multicolumn{1}{c}{${pHeading('primary')}}`,
    ],
    cells: (row) =>
      row.value === undefined
        ? `\\multicolumn{6}{p{26em}}{\\raggedright ${absenceCell(row)}}`
        : [
            meanCell(row, best),
            spreadCell(row),
            row.value.n < row.trial.plannedRuns ? `${row.value.n} of ${row.trial.plannedRuns}` : String(row.value.n),
            differenceCell(row, 'primary'),
            intervalCell(row),
            pValueCell(row),
          ].join(' & '),
  };
}

/** How the variant differs in size and speed, and whether it is what it should be; empty where nothing of it is known. */
function variantGroup(report: Report): ColumnGroup[] {
  const confounds = confoundColumns(report);
  const hasVerdicts = report.trials.some(({ verdict }) => verdict !== undefined);
  if (confounds.length === 0 && !hasVerdicts) return [];
  return [
    {
      heading: 'Variant',
      columns: 'r'.repeat(confounds.length) + (hasVerdicts ? 'l' : ''),
      headings: [
        ...confounds.map((column) => `\\multicolumn{1}{c}{${escapeLatex(confoundHeading(column))}}`),
        ...(hasVerdicts ? ['Verdict'] : []),
      ],
      cells: ({ trial, value }) =>
        [
          ...confounds.map((column) => (value === undefined ? '' : escapeLatex(confoundCell(trial, column)))),
          ...(hasVerdicts ? [trial.verdict?.kind ?? ''] : []),
        ].join(' & '),
    },
  ];
}

function exploratoryGroup(report: Report, metric: string): ColumnGroup {
  const rows = numberRows(report, metric);
  const best = bestRows(report, metric, rows);
  return {
    heading: `${escapeLatex(metricHeading(report, metric))} (exploratory)`,
    columns: 'r@{\\,}lrr',
    headings: [MEAN_HEADING, DELTA_HEADING, `\\multicolumn{1}{c}{${pHeading('exploratory')}}`],
    cells: (_, index) => {
      const row = rows[index];
      if (row?.value === undefined) return ' &  &  & ';
      return [meanCell(row, best), spreadCell(row), differenceCell(row, 'exploratory'), pValueCell(row)].join(' & ');
    },
  };
}

const MEAN_HEADING = '\\multicolumn{2}{c}{mean $\\pm$ SD}';
const DELTA_HEADING = '\\multicolumn{1}{c}{$\\Delta$}';

function widthOf({ columns }: ColumnGroup): number {
  return columns.replace(/@\{[^}]*\}/gu, '').length;
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
