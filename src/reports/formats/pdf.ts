import { typesetReport } from '../pdf/render-pdf.js';
import type { BundleFormat, ReportFile } from './report-format.js';

/** `report.pdf`: everything on paper, typeset, with every variant's diff and an appendix of all runs. */
export const pdf: BundleFormat = {
  kind: 'bundle',
  name: 'pdf',
  render: async (report) => {
    const { pdf: content, missing } = await typesetReport(report);
    return [{ path: 'report.pdf', content, ...boxesIn('report.pdf', missing) }];
  },
};

/** The warning of a PDF in which boxes stand for characters. */
export function boxesIn(path: string, missing: readonly string[]): Pick<ReportFile, 'warning'> {
  if (missing.length === 0) return {};
  return { warning: `${path}: no font of AblationMage has ${missing.join(' ')}; a box stands in its place.` };
}
