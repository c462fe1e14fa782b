import type { Report } from '../../core/report.js';
import type { TextFormat } from './report-format.js';

/** `methods.txt`: the paragraph for the paper's section on the set-up. */
export const methods: TextFormat = {
  kind: 'text',
  name: 'methods',
  fileName: 'methods.txt',
  render: (report) => `${[report.method.paragraph, ...reservation(report)].join('\n\n')}\n`,
};

/** Not part of the paragraph: it is for whoever is about to paste that into a paper. */
function reservation({ alarms = [] }: Report): string[] {
  return alarms.length === 0 ? [] : [`To be cleared up before this is used: ${alarms.join(' ')}`];
}
