import { summaryParagraphs } from '../summary/summary-paragraphs.js';
import type { TextFormat } from './report-format.js';

/** `summary.txt`: the findings in sentences, to be taken over into a text. */
export const summary: TextFormat = {
  kind: 'text',
  name: 'summary',
  summary: 'the findings in sentences',
  fileName: 'summary.txt',
  render: (report) => `${summaryParagraphs(report).join('\n\n')}\n`,
};
