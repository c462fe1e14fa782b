import type { Effect, Interval } from '../../core/effect.js';
import type { Report } from '../../core/report.js';
import { unreachable } from '../../core/unreachable.js';
import { metricDirection } from '../formats/trial-row.js';
import { figureRows, type FigureRow } from './figure-rows.js';

/** The trials by their effect on a metric, what costs most first; then those without one, in the order of the report. */
export function rowsByEffect(report: Report, metric: string): FigureRow[] {
  const rows = figureRows(report, metric).filter(({ trial }) => trial.change !== 'none');
  const turn = metricDirection(report, metric) === 'lower-is-better' ? -1 : 1;
  const measured = rows
    .filter(({ measured }) => measured?.effect !== undefined)
    .sort((a, b) => turn * (differenceOf(a) - differenceOf(b)));
  return [...measured, ...rows.filter(({ measured }) => measured?.effect === undefined)];
}

/** The interval that the tables show; of some effects there is none. */
export function shownInterval({ inference }: Effect): Interval | undefined {
  switch (inference.kind) {
    case 'paired-t':
      return inference.adjustedInterval;
    case 'single-pair':
    case 'exact':
    case 'constant-difference':
      return undefined;
    default:
      return unreachable(inference);
  }
}

/** Why a row has no effect, as the tables say it. */
export function whyWithoutEffect({ measured, missing, finding }: FigureRow): string {
  if (measured?.summary === undefined) return missing ?? finding ?? 'no number';
  return ['no seed completed in both', ...(missing === undefined ? [] : [missing])].join('; ');
}

function differenceOf({ measured }: FigureRow): number {
  return measured?.effect?.meanDifference ?? 0;
}
