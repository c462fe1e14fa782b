import { printable } from './printable.js';

/** Prose in Markdown: what would be markup or HTML is escaped, and no more, so that it reads as text too. */
export function escapeMarkdown(text: string): string {
  return printable(text)
    .replace(/[\\`*[\]|~]/gu, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/<(?=[A-Za-z/!?])/gu, '\\<')
    .replace(/&(?=[#A-Za-z])/gu, '&amp;')
    .replace(/^(?:[-+>#]|\d+(?=[.)](?: |$)))/u, (start) => (/\d/u.test(start) ? `${start}\\` : `\\${start}`));
}

/** A code span that holds any text; inside a table its bars are escaped as GitHub wants them. */
export function codeSpan(text: string): string {
  const code = printable(text).replaceAll('|', '\\|');
  const fence = '`'.repeat(longestRun(code) + 1);
  const pad = code.startsWith('`') || code.endsWith('`') ? ' ' : '';
  return code === '' ? '' : `${fence}${pad}${code}${pad}${fence}`;
}

/** A fenced block that no line of `code` can close. */
export function codeFence(language: string, code: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(code) + 1));
  return `${fence}${language}\n${code.replace(/\n?$/u, '\n')}${fence}`;
}

/** A table of already escaped cells. */
export function markdownTable(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(headers), line(headers.map(() => '---')), ...rows.map(line)].join('\n');
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
}
