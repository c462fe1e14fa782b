import type { FigureView } from '../core/study-view.js';
import type { Report } from '../core/report.js';

export async function figureViews(_report: Report): Promise<FigureView[]> {
  return Promise.resolve([]);
}
