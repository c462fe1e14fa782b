import type { Report } from '../../core/report.js';
import { bestRows } from './best-rows.js';
import {
  componentMark,
  matrixParts,
  MOST_COMPONENTS,
  needsLabels,
  reachesBeyond,
  type ComponentMark,
  type MatrixPart,
} from './component-matrix.js';
import { breakableLatex } from './latex-breaks.js';
import { boundedLabelCell, differenceCell, fewerRunsCell, meanCell, spreadCell, WIDEST_LABEL } from './latex-cells.js';
import { FIT_CLOSE, FIT_OPEN } from './latex-fit.js';
import { latexFloats, type LatexRow, type LatexTabular } from './latex-floats.js';
import { latexCaption, latexHead, latexTableLabel, NO_TABLE } from './latex-frame.js';
import { absences, absenceInShort, shortNote } from './latex-notes.js';
import { escapeLatex } from './latex-text.js';
import type { TextFormat } from './report-format.js';
import { metricHeading, primaryRows, type TrialRow } from './trial-row.js';

/** `table-matrix.tex`: which components each row has, as papers show what a method is made of. */
export const latexMatrix: TextFormat = {
  kind: 'text',
  name: 'latex-matrix',
  fileName: 'table-matrix.tex',
  render: (report) => `${[...latexHead(report, COMMENTS), ...table(report)].join('\n')}\n`,
};

const COMMENTS = [
  'Needs \\usepackage{booktabs,amssymb,graphicx}; amssymb has the check mark, graphicx turns headings and makes wide ones smaller.',
];

const MARKS: Readonly<Record<ComponentMark, string>> = {
  kept: '$\\checkmark$',
  removed: '{\\large$\\times$}',
  replaced: '$\\circ$',
};

/** Columns beside the numbers that one column of a paper with two has room for. */
const MOST_IN_A_COLUMN = 8;
const LABELS_IN_COLUMNS = 4;
const IN_ONE_COLUMN = { environment: 'table', noteWidth: 50 } as const;
const OVER_BOTH_COLUMNS = { environment: 'table*', noteWidth: 108 } as const;
/** Characters of all headings together that need no turning. */
const MOST_UPRIGHT = 24;
/** Characters; longer headings are turned in lines. */
const LONGEST_TURNED = 24;

function table(report: Report): string[] {
  const metric = report.primaryMetric?.name;
  if (metric === undefined) return [NO_TABLE];
  const rows = primaryRows(report, metric);
  const best = bestRows(report, metric, rows);
  const parts = matrixParts(report.trials);
  const widest = Math.max(0, ...parts.map(columnsBesideNumbers));
  const frame = {
    ...(widest > MOST_IN_A_COLUMN ? OVER_BOTH_COLUMNS : IN_ONE_COLUMN),
    caption: latexCaption(report, metric),
    label: latexTableLabel(report, '-matrix'),
    style: ['\\small', '\\setlength{\\tabcolsep}{4pt}'],
    note: shortNote(report, rows, best, [...legend(report, parts), ...absences(rows)]),
  } as const;
  const heading = escapeLatex(metricHeading(report, metric));
  return latexFloats(
    frame,
    parts.map((part, index) => matrix(part, rows, best, heading, index === 0 ? [] : ['', '  \\medskip'])),
  );
}

/** A column of labels is as wide as several of marks. */
function columnsBesideNumbers({ componentIds, trials }: MatrixPart): number {
  return componentIds.length + (needsLabels(trials) ? LABELS_IN_COLUMNS : 0);
}

function matrix(
  part: MatrixPart,
  rows: readonly TrialRow[],
  best: ReadonlySet<TrialRow>,
  heading: string,
  lead: readonly string[],
): LatexTabular {
  const labels = needsLabels(part.trials) ? 'shown' : 'left-out';
  const names = componentHeadings(part.componentIds);
  const headings = [...names, `\\multicolumn{2}{c}{${heading}}`, '\\multicolumn{1}{c@{}}{$\\Delta$}'];
  return {
    lead,
    open: [
      FIT_OPEN,
      `\\begin{tabular}{@{}${labels === 'shown' ? 'l' : ''}${'c'.repeat(names.length)}r@{\\,}lr@{}}`,
      '  \\toprule',
      `  ${(labels === 'shown' ? ['Trial', ...headings] : headings).join(' & ')} \\\\`,
      '  \\midrule',
    ],
    rows: rows.filter(({ trial }) => part.trials.includes(trial)).map((row) => matrixRow(row, part, best, labels)),
    close: ['  \\bottomrule', '\\end{tabular}%', FIT_CLOSE],
  };
}

function componentHeadings(ids: readonly string[]): string[] {
  if (ids.join('').length <= MOST_UPRIGHT) return ids.map(escapeLatex);
  return ids.map((id) => {
    const name =
      id.length <= LONGEST_TURNED
        ? escapeLatex(id)
        : `\\parbox{10em}{\\raggedright\\strut ${breakableLatex(id)}\\strut}`;
    return `\\rotatebox{90}{${name}}`;
  });
}

function matrixRow(
  row: TrialRow,
  part: MatrixPart,
  best: ReadonlySet<TrialRow>,
  labels: 'shown' | 'left-out',
): LatexRow {
  const marks = part.componentIds.map((id) => MARKS[componentMark(row.trial, id)]);
  const signs = escapeLatex(row.sign ?? '') + (reachesBeyond(row.trial, part) ? '$^{+}$' : '');
  const numbers =
    row.value === undefined
      ? [`\\multicolumn{3}{c@{}}{${absenceInShort(row)}${signs}}`]
      : [meanCell(row, best), spreadCell(row) + signs + fewerRunsCell(row), differenceCell(row, 'primary')];
  const cells = [...marks, ...numbers];
  if (labels === 'left-out') return { text: cells.join(' & '), lines: 1 };
  // Its sign stands at its number.
  const label = boundedLabelCell({ trial: row.trial, label: row.label }, '9em');
  return { text: [label, ...cells].join(' & '), lines: Math.ceil(row.label.length / WIDEST_LABEL) };
}

/** What the marks mean: those that occur. */
function legend({ trials }: Report, parts: readonly MatrixPart[]): string[] {
  const replaced = trials.filter(({ change }) => change === 'replace').map(({ label }) => breakableLatex(label));
  const isRemoved = trials.some(({ change }) => change === 'remove');
  const marks = [
    `${MARKS.kept} as in the baseline`,
    ...(isRemoved ? [`${MARKS.removed} removed`] : []),
    ...(replaced.length === 0 ? [] : [`${MARKS.replaced} replaced (${replaced.join('; ')})`]),
  ];
  const isAnyBeyond = parts.some((part) => part.trials.some((trial) => reachesBeyond(trial, part)));
  return [
    `${marks.join(', ')}.`,
    ...(parts.length > 1 ? [SPLIT] : []),
    ...(isAnyBeyond ? ['$^{+}$~also changes components of another part.'] : []),
  ];
}

const SPLIT = `In parts of at most ${MOST_COMPONENTS} components; those of the other parts are as in the baseline.`;
