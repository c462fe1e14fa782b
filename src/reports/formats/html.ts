import type { Report } from '../../core/report.js';
import type { ReportDocument, StudyEvidence } from '../../core/study-view.js';
import { slimReport } from '../slim-report.js';
import type { BundleFormat } from './report-format.js';

/** The viewer's pages as one file, of the report alone. */
export const html: BundleFormat = htmlWith(undefined);

/** The viewer's pages as one file, with what the study's folder has beside the report. */
export function htmlWith(evidence: StudyEvidence | undefined): BundleFormat {
  return {
    kind: 'bundle',
    name: 'html',
    render: async (report) => [{ path: 'report.html', content: await renderHtml(report, evidence) }],
  };
}

async function renderHtml(report: Report, evidence: StudyEvidence | undefined): Promise<string> {
  const [{ figureViews }, { viewerAssets }, { selfContainedPage }] = await Promise.all([
    import('../figure-views.js'),
    import('../viewer-assets.js'),
    import('../self-contained-page.js'),
  ]);
  const document: ReportDocument = {
    report: slimReport(report),
    figures: await figureViews(report),
    ...(evidence === undefined ? {} : { evidence }),
  };
  return selfContainedPage(viewerAssets(), document);
}
