import type { Report } from '../../core/report.js';
import type { TextFormat } from './report-format.js';

/** `report.json`: the report itself, as `report.schema.json` describes it. */
export const json: TextFormat = {
  kind: 'text',
  name: 'json',
  fileName: 'report.json',
  render: (report: Report) => `${JSON.stringify(report, undefined, 2)}\n`,
};
