import type { Report } from '../../core/report.js';
import { bestRows } from './best-rows.js';
import { differenceCell, fewerRunsCell, labelCell, meanCell, metricCell, spreadCell } from './latex-cells.js';
import { latexFloats, type LatexRow } from './latex-floats.js';
import { latexCaption, latexHead, latexTableLabel, NO_TABLE } from './latex-frame.js';
import { absences, absenceInShort, shortNote } from './latex-notes.js';
import type { TextFormat } from './report-format.js';
import { primaryRows, type TrialRow } from './trial-row.js';

/** `table-narrow.tex`: the effects alone, for one column of a paper that has two. Names take what the numbers leave. */
export const latexNarrow: TextFormat = {
  kind: 'text',
  name: 'latex-narrow',
  fileName: 'table-narrow.tex',
  render: (report) => `${[...latexHead(report, COMMENTS), ...table(report)].join('\n')}\n`,
};

const COMMENTS = ['Needs \\usepackage{booktabs,tabularx}. For one column of a paper with two.'];

/** Characters; a longer heading would leave no room for the names, and stands in the caption anyway. */
const WIDEST_HEADING = 14;
/** Of a label in a line. */
const LABEL_CHARACTERS = 20;
/** Of one in several: names break only at some places. */
const BROKEN_CHARACTERS = 14;

function table(report: Report): string[] {
  const metric = report.primaryMetric?.name;
  if (metric === undefined) return [NO_TABLE];
  const rows = primaryRows(report, metric);
  const best = bestRows(report, metric, rows);
  const frame = {
    environment: 'table',
    caption: latexCaption(report, metric),
    label: latexTableLabel(report, '-narrow'),
    style: ['\\small', '\\setlength{\\tabcolsep}{3pt}'],
    note: shortNote(report, rows, best, absences(rows)),
    noteWidth: 50,
  } as const;
  return latexFloats(frame, [
    {
      lead: [],
      open: [
        '\\begin{tabularx}{\\linewidth}{@{}>{\\raggedright\\arraybackslash\\hangindent=1em}Xr@{\\,}lr@{}}',
        '  \\toprule',
        `  Component & \\multicolumn{2}{c}{${metricCell(report, metric, WIDEST_HEADING)}} & \\multicolumn{1}{c@{}}{$\\Delta$} \\\\`,
        '  \\midrule',
      ],
      rows: rows.map((row) => tableRow(row, best)),
      close: ['  \\bottomrule', '\\end{tabularx}'],
    },
  ]);
}

function tableRow(row: TrialRow, best: ReadonlySet<TrialRow>): LatexRow {
  const lines = row.label.length <= LABEL_CHARACTERS ? 1 : Math.ceil(row.label.length / BROKEN_CHARACTERS);
  if (row.value === undefined) {
    return { text: `${labelCell(row)} & \\multicolumn{3}{c@{}}{${absenceInShort(row)}}`, lines };
  }
  const cells = [
    labelCell(row),
    meanCell(row, best),
    spreadCell(row) + fewerRunsCell(row),
    differenceCell(row, 'primary'),
  ];
  return { text: cells.join(' & '), lines };
}
