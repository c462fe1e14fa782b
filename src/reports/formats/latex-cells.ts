import type { Report } from '../../core/report.js';
import { breakableLatex } from './latex-breaks.js';
import { escapeLatex, mathNumber } from './latex-text.js';
import { directionArrow, metricHeading, type TrialRow } from './trial-row.js';

/** After an effect whose p is below alpha. Daggers are for variants that are not known to be faithful. */
export const SIGNIFICANT = '{}^{*}';

/** Characters; longer labels are set in lines where a column has no width of its own. */
export const WIDEST_LABEL = 20;

/** What stands in the first column: the label with its sign. */
export function labelCell({ label, sign }: TrialRow): string {
  return breakableLatex(label) + escapeLatex(sign ?? '');
}

/** As `labelCell`, in lines as wide as `width` where it is long. */
export function boundedLabelCell(row: TrialRow, width: string): string {
  const text = labelCell(row);
  return row.label.length <= WIDEST_LABEL
    ? text
    : `\\parbox[t]{${width}}{\\raggedright\\hangindent=1em ${text}\\strut}`;
}

/** `$0.9685$`, bold where it is the best. */
export function meanCell(row: TrialRow, best: ReadonlySet<TrialRow>): string {
  if (row.value === undefined) return '';
  const mean = mathNumber(row.value.mean);
  return best.has(row) ? `$\\mathbf{${mean.replace('mathrm', 'mathbf')}}$` : `$${mean}$`;
}

/** `$\pm\,0.0019$`, with the sign of a number that may be another quantity. */
export function spreadCell({ value }: TrialRow): string {
  const spread = value?.standardDeviation === undefined ? '' : `$\\pm\\,${mathNumber(value.standardDeviation)}$`;
  return spread + escapeLatex(value?.sign ?? '');
}

/** ` ($n=4$)` where not every planned run is behind the number; else nothing. */
export function fewerRunsCell({ value, trial }: TrialRow): string {
  return value !== undefined && value.n < trial.plannedRuns ? ` {\\footnotesize ($n=${value.n}$)}` : '';
}

/** `$-0.0278^{*}$`; the mark is only for the metric whose p-values are corrected. */
export function differenceCell({ effect }: TrialRow, role: 'primary' | 'exploratory'): string {
  if (effect === undefined) return '';
  const mark = role === 'primary' && effect.significance === 'significant' ? SIGNIFICANT : '';
  return `$${mathNumber(effect.difference)}${mark}$`;
}

/** `$[-0.0513, -0.0043]$` */
export function intervalCell({ effect }: TrialRow): string {
  const interval = effect?.interval;
  return interval === undefined ? '' : `$[${mathNumber(interval.low)}, ${mathNumber(interval.high)}]$`;
}

export function pValueCell({ effect }: TrialRow): string {
  return effect?.pValue === undefined ? '' : `$${effect.pValue}$`;
}

/** Why a row has no number. */
export function absenceCell(row: TrialRow): string {
  return breakableLatex(row.missing ?? row.finding ?? 'no number');
}

/** `accuracy ↑`; a name of more characters than `widest` stands in caption or title, and here is `value ↑`. */
export function metricCell(report: Report, metric: string, widest: number): string {
  const whole = metricHeading(report, metric);
  return escapeLatex(whole.length <= widest ? whole : `value ${directionArrow(report, metric) ?? ''}`.trim());
}

/** The heading of the p column. */
export function pHeading(role: 'primary' | 'exploratory'): string {
  return role === 'primary' ? '$p_{\\mathrm{Holm}}$' : '$p$';
}
