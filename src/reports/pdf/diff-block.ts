import { pythonSpans, type CodeSpan } from './code-spans.js';
import { diffLines, type DiffLine } from './diff-lines.js';
import { MOST_DIFF_LINES } from './limits.js';
import { typstProse, typstText, typstVerbatim } from './typst-text.js';

/** A unified diff, Python in colours; of a long one the beginning, and where the rest is. */
export function diffBlock(diff: string, wholeDiff: string): string {
  const lines = diffLines(diff);
  const shown = lines.slice(0, MOST_DIFF_LINES);
  const more = lines.length - shown.length;
  let isPython = false;
  const cells = shown.map((line) => {
    if (line.kind === 'file') isPython = line.path.endsWith('.py');
    return lineCells(line, isPython ? pythonSpans : plain);
  });
  const rest = `… ${more} more ${more === 1 ? 'line' : 'lines'}; the whole diff: ${wholeDiff}`;
  return `#diff(\n${[...cells, ...(more === 0 ? [] : [`said[#evidence[${typstProse(rest)}]],`])].join('\n')}\n)`;
}

function lineCells(line: DiffLine, spansOf: (code: string) => readonly CodeSpan[]): string {
  switch (line.kind) {
    case 'file':
      return `said[#file-name[${typstText(line.path)}]],`;
    case 'place':
    case 'note':
      return `said[#quiet[${typstVerbatim(line.text)}]],`;
    case 'added':
    case 'removed':
    case 'kept':
      return `${line.kind}[${spansOf(line.code).map(span).join('')}],`;
  }
}

function span({ kind, code }: CodeSpan): string {
  const content = typstVerbatim(code);
  switch (kind) {
    case 'plain':
      return content;
    case 'keyword':
      return `#keyword[${content}];`;
    case 'text':
    case 'number':
      return `#literal[${content}];`;
    case 'comment':
      return `#comment[${content}];`;
  }
}

function plain(code: string): CodeSpan[] {
  return [{ kind: 'plain', code }];
}
