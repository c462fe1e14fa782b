import type { Report, TrialMetric, TrialReport } from '../../core/report.js';
import { primaryRows, type TrialRow } from '../formats/trial-row.js';
import { figureText } from './figure-text.js';
import { distinctLabels, type Named } from './row-names.js';

/** A row of a figure: a trial, the baseline included, with a number or without. Its name has the signs of the tables. */
export interface FigureRow extends Named {
  readonly trial: TrialReport;
  readonly measured?: TrialMetric;
  /** Why runs of it gave no number; absent where all did. */
  readonly missing?: string;
  readonly finding?: string;
}

/** All trials in the order of the report, as the tables call them. */
export function figureRows(report: Report, metric: string): FigureRow[] {
  const rows = primaryRows(report, metric);
  const labels = distinctLabels(report.trials);
  return rows.map((row, index) => {
    const measured = row.trial.metrics.find((candidate) => candidate.metric === metric);
    return {
      trial: row.trial,
      label: [labels[index], ...signsOf(row)].join(' '),
      ...(measured !== undefined && { measured }),
      ...(row.missing !== undefined && { missing: figureText(row.missing) }),
      ...(row.finding !== undefined && { finding: figureText(row.finding) }),
    };
  });
}

function signsOf({ sign, value }: TrialRow): string[] {
  return [sign, value?.sign].filter((one) => one !== undefined);
}
