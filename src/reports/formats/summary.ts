import { summaryParagraphs } from '../summary/summary-paragraphs.js';
import { printable } from './printable.js';
import type { TextFormat } from './report-format.js';

/** `summary.txt`: the findings in sentences, to be taken over into a text. */
export const summary: TextFormat = {
  kind: 'text',
  name: 'summary',
  fileName: 'summary.txt',
  render: (report) => `${[...(report.alarms ?? []).map(printable), ...summaryParagraphs(report)].join('\n\n')}\n`,
};
