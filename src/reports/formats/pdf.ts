import { renderPdf } from '../pdf/render-pdf.js';
import type { BundleFormat } from './report-format.js';

/** `report.pdf`: everything on paper, typeset, with every variant's diff and an appendix of all runs. */
export const pdf: BundleFormat = {
  kind: 'bundle',
  name: 'pdf',
  summary: 'a typeset report with everything',
  render: async (report) => [{ path: 'report.pdf', content: await renderPdf(report) }],
};
