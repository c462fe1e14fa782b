import type { Report } from '../../core/report.js';
import { formatPercent } from './format-number.js';
import type { EffectCells } from './trial-row.js';

/** `Δ −0.0278, 95 % interval [−0.0513, −0.0043], p (Holm) = 0.036`: what a finding on the primary metric rests on. */
export function effectInWords({ difference, interval, pValue }: EffectCells, { method }: Report): string {
  const facts = [
    `Δ ${difference}`,
    ...(interval ? [`${formatPercent(1 - method.alpha)} interval [${interval.low}, ${interval.high}]`] : []),
    ...(pValue === undefined ? [] : [`p (Holm) ${pValue.startsWith('<') ? pValue : `= ${pValue}`}`]),
  ];
  return facts.join(', ');
}
