import type { Report } from '../../core/report.js';
import { SECOND_BASELINE_ID } from '../../core/second-baseline.js';
import { timelineCaption } from './captions.js';
import type { Figure } from './figure.js';
import { layeredSpec, type Layer } from './figure-spec.js';
import { figureText } from './figure-text.js';
import { lanesOf } from './lanes.js';
import { axisUnderRows, extent, type Domain } from './number-axis.js';
import { reasonLayers, reasonLines, rowChannel, rowHeight } from './row-axis.js';
import { distinctLabels, placedRows } from './row-names.js';
import { isStarted, startOf, type StartedRun } from './started-run.js';
import { timeUnitFor, type TimeUnit } from './time-unit.js';

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
  const layer = [...barLayers(bars, started, { y, height, laneCount }), ...reasonLayers(reasons, y)];
  const words = { title: 'Runs over time', caption: timelineCaption(bars.some(({ state }) => state === 'failed')) };
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
function barLayers(bars: readonly BarDatum[], started: readonly StartedRun[], { y, height, laneCount }: Rows): Layer[] {
  const [firstMs] = extent(started.map(startOf));
  const [, lastMs] = extent(started.map((run) => startOf(run) + run.durationMs));
  const unit = timeUnitFor(lastMs - firstMs);
  const domain: Domain = [0, Math.max(lastMs - firstMs, 1) / unit.ms];
  const x = axisUnderRows(domain, [`${unit.name} since the first run began`]);
  const yOffset = {
    field: 'lane',
    type: 'nominal' as const,
    scale: { domain: Array.from({ length: laneCount }, (_, lane) => lane), range: [5, height - 5], paddingInner: 0.2 },
  };
  const data = (state: BarDatum['state']) => ({ values: bars.filter((bar) => bar.state === state) });
  const transform = times(firstMs, unit);
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

/** Begin, end and middle of a run on the axis, reckoned where the figure is drawn: the data are as the report has them. */
function times(firstMs: number, { ms }: TimeUnit) {
  return [
    { calculate: `(toDate(datum.startedAt) - ${firstMs}) / ${ms}`, as: 'begin' },
    { calculate: `datum.begin + datum.durationMs / ${ms}`, as: 'end' },
    { calculate: '(datum.begin + datum.end) / 2', as: 'middle' },
  ];
}

const TOOLTIP = ['row', 'seed', 'state', 'startedAt', 'durationMs', 'failure'].map((field) => ({
  field,
  type: 'nominal' as const,
}));
