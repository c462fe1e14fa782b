import path from 'node:path';
import { diffLines, type DiffLine } from './diff-lines.js';
import { MOST_DIFF_LINES } from './limits.js';
import { typstCode, typstText } from './typst-text.js';

/** A unified diff, its code coloured by the kind of its file; of a long one the beginning, and where the rest is. */
export function diffBlock(diff: string, wholeDiff: string): string {
  const lines = diffLines(diff);
  const shown = lines.slice(0, MOST_DIFF_LINES);
  const more = lines.length - shown.length;
  let language: string | undefined;
  const cells = shown.map((line) => {
    if (line.kind === 'file') language = path.extname(line.path).slice(1) || undefined;
    return lineCells(line, language);
  });
  const rest = `… ${more} more ${more === 1 ? 'line' : 'lines'}; the whole diff: ${wholeDiff}`;
  return `#diff(\n${[...cells, ...(more === 0 ? [] : [spanning(`#quiet[${typstText(rest)}]`)])].join('\n')}\n)`;
}

function lineCells(line: DiffLine, language: string | undefined): string {
  switch (line.kind) {
    case 'file':
      return spanning(`#term[${typstText(line.path)}]`);
    case 'place':
    case 'note':
      return spanning(`#quiet[${typstCode(line.text)}]`);
    case 'added':
      return `added[${typstCode(line.code, language)}],`;
    case 'removed':
      return `removed[${typstCode(line.code, language)}],`;
    case 'kept':
      return `kept[${typstCode(line.code, language)}],`;
  }
}

function spanning(content: string): string {
  return `grid.cell(colspan: 2, inset: (right: 5pt))[${content}],`;
}
