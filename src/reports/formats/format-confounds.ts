import type { Report, TrialReport } from '../../core/report.js';
import { unreachable } from '../../core/unreachable.js';

/** What a row says of size and speed beside its effect. */
export type ConfoundColumn = 'parameters' | 'step-time';

/** The columns in which some trial has something to say. */
export function confoundColumns({ trials }: Report): readonly ConfoundColumn[] {
  return [
    ...(trials.some(({ parameterDifference }) => parameterDifference !== undefined) ? ['parameters' as const] : []),
    ...(trials.some(({ stepTimeDiffers }) => stepTimeDiffers !== undefined) ? ['step-time' as const] : []),
  ];
}

export function confoundHeading(column: ConfoundColumn): string {
  switch (column) {
    case 'parameters':
      return 'Δ params';
    case 'step-time':
      return 'Δ time/step';
    default:
      return unreachable(column);
  }
}

/** `−4,640`; `−9 %`, or `≈` where that is noise; of the baseline, which differs from nothing, its own in parentheses: `(12,874)`, `(8.3 ms)`. */
export function confoundCell(trial: TrialReport, column: ConfoundColumn): string {
  const { parameters, parameterDifference, stepMs } = trial;
  switch (column) {
    case 'parameters':
      if (trial.change === 'none') return parameters === undefined ? '' : `(${formatCount(parameters)})`;
      return parameterDifference === undefined ? '' : signed(parameterDifference, formatCount);
    case 'step-time':
      if (trial.change === 'none') return stepMs === undefined ? '' : `(${formatStepTime(stepMs)})`;
      return stepTimeCell(trial);
    default:
      return unreachable(column);
  }
}

function stepTimeCell({ stepTimeRatio, stepTimeDiffers }: TrialReport): string {
  if (stepTimeRatio === undefined || stepTimeDiffers === undefined) return '';
  return stepTimeDiffers ? `${signed(Math.round(100 * (stepTimeRatio - 1)), formatCount)} %` : '≈';
}

/** `12,874` */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/gu, ',');
}

/** `0.83 ms`, `12 ms`, `1.3 s`: two significant digits, as much as such a time is worth. */
export function formatStepTime(milliseconds: number): string {
  const [value, unit] = milliseconds < 1000 ? [milliseconds, 'ms'] : [milliseconds / 1000, 's'];
  return `${String(value >= 100 ? Math.round(value) : Number(value.toPrecision(2)))} ${unit}`;
}

function signed(value: number, format: (size: number) => string): string {
  const sign = value > 0 ? '+' : value < 0 ? '\u2212' : '';
  return sign + format(Math.abs(value));
}
