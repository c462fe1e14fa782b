import { axisUnderRows, extent, type Domain } from './number-axis.js';
import { longPauses, type Pause } from './pauses.js';
import { startOf, type StartedRun } from './started-run.js';
import { timeUnitFor, type TimeUnit } from './time-unit.js';

/** When the first run began, and what is left out since. */
export interface TimeAxis {
  readonly firstMs: number;
  readonly unit: TimeUnit;
  readonly pauses: readonly Pause[];
  readonly shownPauseMs: number;
  readonly x: ReturnType<typeof axisUnderRows>;
}

/** From the beginning of the first run to the end of the last; long pauses are cut out. */
export function timeAxis(started: readonly StartedRun[]): TimeAxis {
  const [firstMs] = extent(started.map(startOf));
  const [, lastMs] = extent(started.map((run) => startOf(run) + run.durationMs));
  const { pauses, shownMs } = longPauses(started);
  const shownTimeMs = pauses.reduce((ms, { beginMs, endMs }) => ms - (endMs - beginMs) + shownMs, lastMs - firstMs);
  const unit = timeUnitFor(shownTimeMs);
  const domain: Domain = [0, Math.max(shownTimeMs, 1) / unit.ms];
  const since = `${unit.name} since the first run began`;
  const x = axisUnderRows(domain, [pauses.length === 0 ? since : `${since}, without pauses`]);
  return { firstMs, unit, pauses, shownPauseMs: shownMs, x };
}

/** Begin, end and middle of a run on the axis, reckoned where the figure is drawn: the data are as the report has them. */
export function times({ firstMs, unit: { ms }, pauses, shownPauseMs }: TimeAxis) {
  const leftOut = pauses.map(
    ({ beginMs, endMs }) => ` - (toDate(datum.startedAt) > ${beginMs} ? ${endMs - beginMs - shownPauseMs} : 0)`,
  );
  return [
    { calculate: `(toDate(datum.startedAt) - ${firstMs}${leftOut.join('')}) / ${ms}`, as: 'begin' },
    { calculate: `datum.begin + datum.durationMs / ${ms}`, as: 'end' },
    { calculate: '(datum.begin + datum.end) / 2', as: 'middle' },
  ];
}
