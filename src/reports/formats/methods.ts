import type { TextFormat } from './report-format.js';

/** `methods.txt`: the paragraph for the paper's section on the set-up. */
export const methods: TextFormat = {
  kind: 'text',
  name: 'methods',
  summary: 'a paragraph for the paper',
  fileName: 'methods.txt',
  render: (report) => `${report.method.paragraph}\n`,
};
