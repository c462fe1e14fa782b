import type { Report } from '../../core/report.js';
import { meaningNotes } from '../formats/row-note.js';
import { exploratoryMetrics, exploratoryRows } from '../formats/trial-row.js';
import { MOST_TRIALS } from './limits.js';
import { moreRows, tableNotes } from './results.js';
import { resultsTable } from './results-table.js';

/** The tables of the metrics no finding rests on. */
export function exploratory(report: Report): string[] {
  const metrics = exploratoryMetrics(report);
  if (metrics.length === 0) return [];
  return [
    '= Exploratory metrics',
    'Not corrected for several comparisons; no finding rests on them.',
    ...metrics.flatMap((metric) => {
      const rows = exploratoryRows(report, metric);
      const shown = rows.slice(0, MOST_TRIALS);
      return [
        resultsTable(report, metric, shown),
        ...moreRows(rows.length - shown.length),
        tableNotes(meaningNotes(report, metric, 'label'), []),
      ];
    }),
  ];
}
