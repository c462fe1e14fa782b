import type { Report } from '../../core/report.js';

export function effectsCaption(report: Report, metric: string): string {
  return `${report.seeds.indices.length} ${metric}`;
}
