import type { Report } from '../../core/report.js';
import { commentaryLabel } from '../commentary/commentary-label.js';
import { typstProse } from './typst-text.js';

/** What a model wrote on the findings where one was asked, with its label first. */
export function commentary({ commentary: written }: Report): string[] {
  if (written === undefined) return [];
  return ['= Commentary', `#emph[${typstProse(commentaryLabel(written))}]`, ...written.paragraphs.map(typstProse)];
}
