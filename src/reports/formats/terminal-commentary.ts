import type { Commentary } from '../../core/commentary.js';
import { commentaryLabel } from '../commentary/commentary-label.js';
import { printable } from './printable.js';
import { DEFAULT_COLUMNS } from './terminal-table.js';
import { wrapText } from './wrap-text.js';

/** A model's text for a terminal of `columns` columns, with who wrote it. Ends with a newline. */
export function renderTerminalCommentary(commentary: Commentary, columns = DEFAULT_COLUMNS): string {
  const paragraphs = [...commentary.paragraphs, commentaryLabel(commentary)];
  return paragraphs.map((text) => `\n${wrapText(printable(text), columns).join('\n')}\n`).join('');
}
