/** A tabular, of which long ones go on in the next float. */
export interface LatexTabular {
  /** Lines before it: a title, space. Empty for the first. */
  readonly lead: readonly string[];
  readonly open: readonly string[];
  readonly rows: readonly LatexRow[];
  readonly close: readonly string[];
}

export interface LatexRow {
  readonly text: string;
  /** How many lines it is printed in, as far as that can be told. */
  readonly lines: number;
}

/** What is around the tabulars. */
export interface LatexFrame {
  /** `table*` is as wide as the page where the text has two columns. */
  readonly environment: 'table' | 'table*';
  readonly caption: string;
  readonly label: string;
  /** Font size and space between columns. */
  readonly style: readonly string[];
  readonly note: string;
  /** Characters of the note in a line. */
  readonly noteWidth: number;
}

/** Lines of rows and of the note that a page of an article holds beside caption and headings. */
const LINES_OF_A_PAGE = 46;
/** However long the note is. */
const FEWEST_LINES = 12;
const HEADING_LINES = 3;

/**
 * The tabulars in floats that each fit a page: one, or where there are more rows than that several with the same number,
 * of which the last has the note.
 */
export function latexFloats(frame: LatexFrame, tabulars: readonly LatexTabular[]): string[] {
  const room = Math.max(FEWEST_LINES, LINES_OF_A_PAGE - noteLines(frame));
  const pages = pagesOf(
    tabulars.flatMap((tabular) => partsOf(tabular, room)),
    room,
  );
  return pages.flatMap((page, index) => [
    `\\begin{${frame.environment}}[t]`,
    '  \\centering',
    ...(index === 0
      ? [`  \\caption{${frame.caption}}`, `  \\label{${frame.label}}`]
      : ['  \\addtocounter{table}{-1}', `  \\caption{${frame.caption} Continued.}`]),
    '  \\smallskip',
    ...frame.style.map((line) => `  ${line}`),
    ...page.flatMap((tabular, place) => [...(place === 0 ? titleOf(tabular) : tabular.lead), ...tabularLines(tabular)]),
    ...(index === pages.length - 1
      ? ['', '  \\smallskip', `  \\parbox{\\linewidth}{\\footnotesize\\sloppy ${frame.note}}`]
      : []),
    `\\end{${frame.environment}}`,
  ]);
}

/** Space above the first tabular of a float belongs to the caption. */
function titleOf({ lead }: LatexTabular): readonly string[] {
  return lead.slice(lead.findIndex((line) => line.trim() !== '' && !line.includes('\\medskip')));
}

function tabularLines({ open, rows, close }: LatexTabular): string[] {
  return [
    ...open.map((line) => `  ${line}`),
    ...rows.map(({ text }) => `    ${text} \\\\`),
    ...close.map((line) => `  ${line}`),
  ];
}

/** A tabular that is longer than a page in as many as it needs. */
function partsOf(tabular: LatexTabular, room: number): LatexTabular[] {
  const parts: LatexRow[][] = [[]];
  for (const row of tabular.rows) {
    const last = parts.at(-1) ?? [];
    if (last.length > 0 && linesOf(last) + row.lines > room) parts.push([row]);
    else last.push(row);
  }
  return parts.map((rows) => ({ ...tabular, rows }));
}

function pagesOf(tabulars: readonly LatexTabular[], room: number): LatexTabular[][] {
  const pages: LatexTabular[][] = [];
  for (const tabular of tabulars) {
    const last = pages.at(-1);
    if (last === undefined || heightOf([...last, tabular]) > room + HEADING_LINES) pages.push([tabular]);
    else last.push(tabular);
  }
  return pages;
}

function noteLines({ note, noteWidth }: LatexFrame): number {
  return Math.ceil(note.replaceAll(/\\[A-Za-z]+(?:\{\})?/g, '').length / noteWidth);
}

function heightOf(tabulars: readonly LatexTabular[]): number {
  return tabulars.reduce((sum, { rows }) => sum + linesOf(rows) + HEADING_LINES, 0);
}

function linesOf(rows: readonly LatexRow[]): number {
  return rows.reduce((sum, { lines }) => sum + lines, 0);
}
