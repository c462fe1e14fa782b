import type { Report } from '../../src/core/report.js';
import { confoundColumns, confoundHeading, type ConfoundColumn } from '../../src/reports/formats/format-confounds.js';
import { testHeadings } from '../../src/reports/formats/test-headings.js';
import { metricHeading, type TrialRow } from '../../src/reports/formats/trial-row.js';

/** What a column of the table of results is sorted by. */
export type ColumnKey = 'component' | 'value' | 'effect' | 'interval' | 'p' | ConfoundColumn | 'finding';

export interface ResultColumn {
  readonly key: ColumnKey;
  readonly heading: string;
  /** What a heading in signs means, for who does not know or see it. */
  readonly explanation?: string;
}

/** The columns that the terminal's table of this metric has. */
export function resultColumns(report: Report, metric: string, rows: readonly TrialRow[]): ResultColumn[] {
  const isPrimary = report.primaryMetric?.name === metric;
  const [interval, pValue] = testHeadings(report, metric);
  const isTested = rows.some(({ effect }) => effect?.pValue !== undefined);
  const confounds = isPrimary ? confoundColumns(report) : [];
  return [
    { key: 'component', heading: 'component' },
    { key: 'value', heading: metricHeading(report, metric) },
    { key: 'effect', heading: 'Δ', explanation: 'trial minus baseline' },
    ...(isTested
      ? [
          { key: 'interval' as const, heading: interval, explanation: 'confidence interval of the difference' },
          { key: 'p' as const, heading: pValue },
        ]
      : []),
    ...confounds.map((key) => ({ key, heading: confoundHeading(key), explanation: EXPLANATIONS[key] })),
    ...(isPrimary ? [{ key: 'finding' as const, heading: 'finding' }] : []),
  ];
}

const EXPLANATIONS: Readonly<Record<ConfoundColumn, string>> = {
  parameters: 'trained parameters, trial minus baseline',
  'step-time': 'time per optimizer step against the baseline',
};
