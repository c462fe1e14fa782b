import type { Report, TrialReport } from '../../core/report.js';
import { formatNumber, formatPValue } from './format-number.js';
import { isTested } from './table-note.js';

/** Of the table that has every p of the primary metric; the first column is the trial's. */
export const TEST_COLUMNS = ['pairs', 'p (t-test)', 'p (Holm)', 'p (exact sign-flip)', 'its smallest', 'd_z'] as const;

export interface TestRow {
  readonly trial: TrialReport;
  /** One for each of `TEST_COLUMNS`; empty where the test does not give it. */
  readonly cells: readonly string[];
}

/** One row for each trial whose effect on the primary metric was tested. */
export function testRows({ trials, method }: Report): TestRow[] {
  return trials.flatMap((trial) => {
    const effect = trial.metrics.find((metric) => metric.role === 'primary')?.effect;
    if (effect === undefined || !isTested(effect.inference)) return [];
    const test = effect.inference;
    const shown = (pValue: number | undefined) => (pValue === undefined ? '' : formatPValue(pValue, method.alpha));
    const [pValue, effectSize] =
      test.kind === 'paired-t' ? [shown(test.pValue), formatNumber(test.effectSize, 2)] : ['', ''];
    const others = [test.adjustedPValue, test.signFlipPValue, test.smallestSignFlipPValue].map(shown);
    return [{ trial, cells: [String(effect.pairs), pValue, ...others, effectSize] }];
  });
}
