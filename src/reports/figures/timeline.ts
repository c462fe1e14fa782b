import type { Report } from '../../core/report.js';
import { SECOND_BASELINE_ID } from '../../core/second-baseline.js';
import { timelineCaption } from './captions.js';
import type { Figure } from './figure.js';
import { layeredSpec, type Layer } from './figure-spec.js';
import { figureText } from './figure-text.js';
import { lanesOf } from './lanes.js';
import { extent } from './number-axis.js';
import { reasonLayers, reasonLines, rowChannel, rowHeight } from './row-axis.js';
import { distinctLabels, placedRows } from './row-names.js';
import { isStarted, type StartedRun } from './started-run.js';
import { timeAxis, times, type TimeAxis } from './time-axis.js';

/** Of runs beside each other; many of them share the height of a row. */
const LANE_HEIGHT = 9;
const HIGHEST_ROW = 60;

/** When each run began and ended, and how: a row for each trial. */
export function timelineFigure(report: Report): Figure | undefined {
  const started = report.runs.filter(isStarted);
  if (started.length === 0) return undefined;
  const rows = placedRows(rowsOfRuns(report));
  const lanes = lanesOf(started);
  const bars = started.flatMap((run) => {
    const row = rows.find(({ id }) => id === run.trialId);
    return row === undefined ? [] : [barDatum(run, row.key, lanes.get(run) ?? 0)];
  });
  const reasons = rows
    .filter(({ id }) => started.every(({ trialId }) => trialId !== id))
    .map(({ key, finding }) => ({ row: key, reason: reasonLines(finding) }));
  const laneCount = 1 + extent([...lanes.values()])[1];
  const height = Math.max(rowHeight(rows, reasons), Math.min(HIGHEST_ROW, 10 + LANE_HEIGHT * laneCount));
  const y = rowChannel(rows);
  const time = timeAxis(started);
  const layer = [
    ...barLayers(bars, time, { y, height, laneCount }),
    ...pauseLayers(time, height * rows.length),
    ...reasonLayers(reasons, y),
  ];
  const hasFailures = bars.some(({ state }) => state === 'failed');
  const words = { title: 'Runs over time', caption: timelineCaption(hasFailures, time.pauses.length) };
  return { name: 'timeline', ...words, spec: layeredSpec(words, { height: height * rows.length, layer }) };
}

/** The trials in the order of the report, with what to say of those that never began; then the baseline at other seeds. */
function rowsOfRuns({ trials, secondBaseline }: Report) {
  const labels = distinctLabels(trials);
  const ofTrials = trials.map(({ id, finding }, index) => ({
    id,
    label: labels[index] ?? '',
    finding: figureText(finding?.inWords ?? 'not run yet'),
  }));
  const second = { id: SECOND_BASELINE_ID, label: 'baseline at other seeds (A/A)', finding: 'not run yet' };
  return secondBaseline === undefined ? ofTrials : [...ofTrials, second];
}

type BarDatum = ReturnType<typeof barDatum>;

function barDatum({ seedIndex, state, startedAt, durationMs, failure }: StartedRun, row: string, lane: number) {
  return {
    row,
    seed: seedIndex,
    lane,
    state,
    startedAt,
    durationMs,
    ...(failure !== undefined && { failure: figureText(failure) }),
  };
}

interface Rows {
  readonly y: ReturnType<typeof rowChannel>;
  readonly height: number;
  readonly laneCount: number;
}

/** Full where a run completed; hollow and crossed where it failed. */
function barLayers(bars: readonly BarDatum[], time: TimeAxis, { y, height, laneCount }: Rows): Layer[] {
  const { x } = time;
  const yOffset = {
    field: 'lane',
    type: 'nominal' as const,
    scale: { domain: Array.from({ length: laneCount }, (_, lane) => lane), range: [5, height - 5], paddingInner: 0.2 },
  };
  const data = (state: BarDatum['state']) => ({ values: bars.filter((bar) => bar.state === state) });
  const transform = times(time);
  const span = { x: { field: 'begin', ...x }, x2: { field: 'end' }, y, yOffset };
  return [
    {
      data: data('completed'),
      transform,
      mark: { type: 'bar', style: 'run-completed' },
      encoding: { ...span, tooltip: TOOLTIP },
    },
    {
      data: data('failed'),
      transform,
      mark: { type: 'bar', style: 'run-failed', filled: false },
      encoding: { ...span, tooltip: TOOLTIP },
    },
    {
      data: data('failed'),
      transform,
      mark: { type: 'text', style: 'run-cross', text: '×' },
      encoding: { x: { field: 'middle', ...x }, y, yOffset },
    },
  ];
}

/** A dashed line where time was left out. */
function pauseLayers(time: TimeAxis, bottom: number): Layer[] {
  if (time.pauses.length === 0) return [];
  const values = time.pauses.map(({ beginMs }) => ({
    startedAt: new Date(beginMs).toISOString(),
    durationMs: time.shownPauseMs,
  }));
  return [
    {
      data: { values },
      transform: times(time),
      mark: { type: 'rule', style: 'pause' },
      encoding: { x: { field: 'middle', ...time.x }, y: { value: 0 }, y2: { value: bottom } },
    },
  ];
}

const TOOLTIP = ['row', 'seed', 'state', 'startedAt', 'durationMs', 'failure'].map((field) => ({
  field,
  type: 'nominal' as const,
}));
