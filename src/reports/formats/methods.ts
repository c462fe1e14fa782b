import type { ReportFormat } from './report-format.js';

/** `methods.txt`: the paragraph for the paper's section on the set-up. */
export const methods: ReportFormat = {
  name: 'methods',
  fileName: 'methods.txt',
  render: (report) => `${report.method.paragraph}\n`,
};
