import type { Report } from '../../core/report.js';
import { commentaryLabel } from '../commentary/commentary-label.js';
import { summaryParagraphs } from '../summary/summary-paragraphs.js';
import { typstProse } from './typst-text.js';

/** The findings in sentences, and what a model wrote on them where one was asked, with its label first. */
export function inWords(report: Report): string[] {
  return ['= Summary', ...summaryParagraphs(report).map(typstProse), ...commentary(report)];
}

function commentary({ commentary: written }: Report): string[] {
  if (written === undefined) return [];
  return ['= Commentary', `#emph[${typstProse(commentaryLabel(written))}]`, ...written.paragraphs.map(typstProse)];
}
