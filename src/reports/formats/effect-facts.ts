import type { Report } from '../../core/report.js';
import { formatPercent } from './format-number.js';
import type { TrialRow } from './trial-row.js';

/**
 * The numbers behind a finding, for a sentence: `Δ −0.0278`, `95 % interval [−0.0513, −0.0043]`, `p = 0.036`, where
 * `pName` is how the sentence calls the p-value.
 */
export function effectFacts({ method }: Report, { effect }: TrialRow, pName: string): string[] {
  if (effect === undefined) return [];
  const { interval, pValue } = effect;
  return [
    `Δ ${effect.difference}`,
    ...(interval ? [`${formatPercent(1 - method.alpha)} interval [${interval.low}, ${interval.high}]`] : []),
    ...(pValue === undefined ? [] : [`${pName} ${pValue.startsWith('<') ? pValue : `= ${pValue}`}`]),
  ];
}
