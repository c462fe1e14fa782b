import type { CurvePoint, MetricCurve, Report } from '../../core/report.js';
import { BASELINE_ID } from '../../core/trial.js';
import { curvesCaption } from './captions.js';
import { drawnCurves, type DrawnCurve } from './drawn-curves.js';
import type { Figure } from './figure.js';
import { FIGURE_WIDTH } from './figure-size.js';
import { shownNames } from './row-names.js';
import { panelSpec, type Layer, type Panel } from './figure-spec.js';
import { figureText } from './figure-text.js';
import { metricTitle } from './metric-direction.js';
import { domainOf, extent, numberChannel } from './number-axis.js';
import { NOTE_SIZE } from './text-width.js';

/** Room of the axis left of the first column; between two columns; of a plot. */
const AXIS_WIDTH = 40;
const GAP = 14;
const PLOT_HEIGHT = 84;
const TITLE_LINE = NOTE_SIZE + 2;

/** How the metric went during the runs: each trial in a plot of its own, before the baseline. */
export function curvesFigure(report: Report, metric: string): Figure | undefined {
  const curves = report.curves.filter((curve) => curve.metric === metric);
  const drawn = drawnCurves(report, metric, curves);
  if (drawn.length === 0) return undefined;
  const baseline = curves.find(({ trialId }) => trialId === BASELINE_ID);
  const words = { title: `${figureText(metric)} during the runs`, caption: curvesCaption(report, metric, drawn) };
  const columns = columnsFor(drawn.length);
  const width = Math.floor((FIGURE_WIDTH - AXIS_WIDTH - GAP * (columns - 1)) / columns);
  const names = shownNames(
    drawn.map(({ row }) => row),
    width,
    NOTE_SIZE,
    2,
  );
  const spec = panelSpec(words, {
    title: { text: metricTitle(report, metric, ''), ...(baseline && { subtitle: 'dashed: the baseline' }) },
    datasets: { baseline: [...(baseline?.points ?? [])] },
    columns,
    spacing: { column: GAP, row: 10 + TITLE_LINE * Math.max(...names.map((lines) => lines.length)) },
    concat: panelsOf(drawn, baseline, { names, columns, width }),
  });
  return { name: 'curves', ...words, spec };
}

/** Three plots in a row, or four where that leaves less of the last row empty: nine stand in threes, eight in two rows of four. */
function columnsFor(plots: number): number {
  if (plots <= 3) return plots;
  if (plots === 4) return 2;
  const emptyShare = (columns: number): number => ((columns - (plots % columns)) % columns) / columns;
  return emptyShare(4) < emptyShare(3) ? 4 : 3;
}

interface Grid {
  readonly names: readonly (readonly string[])[];
  readonly columns: number;
  readonly width: number;
}

/** Steps are counted, as a rule: then there is no tick between two of them. */
function stepChannel(steps: readonly number[]) {
  const channel = numberChannel(extent(steps), 3);
  return steps.every((step) => Number.isInteger(step))
    ? { ...channel, axis: { ...channel.axis, tickMinStep: 1 } }
    : channel;
}

/** Plots that share their axes: numbers stand left of the first column, and under the last plot of each. */
function panelsOf(drawn: readonly DrawnCurve[], baseline: MetricCurve | undefined, grid: Grid): Panel[] {
  const points = [...drawn.map(({ curve }) => curve), ...(baseline === undefined ? [] : [baseline])].flatMap(
    (curve) => curve.points,
  );
  const steps = points.map(({ step }) => step);
  const x = stepChannel(steps);
  const y = numberChannel(domainOf(points.flatMap(({ mean, low = mean, high = mean }) => [low, high])), 4);
  return drawn.map(({ curve }, index) => {
    const isFirst = index % grid.columns === 0;
    const isLast = index + grid.columns >= drawn.length;
    const channels = {
      x: { ...x, axis: { ...x.axis, title: isLast ? stepTitle(curve) : null, labels: isLast } },
      y: { ...y, axis: { ...y.axis, title: null, labels: isFirst } },
    };
    const isComparable = baseline !== undefined && baseline !== curve && baseline.axis === curve.axis;
    return {
      width: grid.width,
      height: PLOT_HEIGHT,
      layer: [
        nameLayer(grid.names[index] ?? []),
        ...(isComparable ? curveLayers({ name: 'baseline' }, baseline.points, channels, 'baseline') : []),
        ...curveLayers(
          { values: [...curve.points] },
          curve.points,
          channels,
          curve === baseline ? 'baseline' : 'trial',
        ),
      ],
    };
  });
}

/** The name above a plot. As the plot's title it would stand higher where a number of the axis stands out. */
function nameLayer(name: readonly string[]): Layer {
  return {
    data: { values: [{ name: [...name] }] },
    mark: { type: 'text', style: 'label', align: 'left', baseline: 'bottom', dy: -TITLE_LINE * (name.length - 1) },
    encoding: { x: { value: 0 }, y: { value: -4 }, text: { field: 'name' } },
  };
}

function stepTitle({ axis }: MetricCurve): string {
  return axis === 'step' ? 'step' : 'number of the value';
}

interface Channels {
  readonly x: ReturnType<typeof numberChannel>;
  readonly y: ReturnType<typeof numberChannel>;
}

function curveLayers(
  data: { name: string } | { values: CurvePoint[] },
  points: readonly CurvePoint[],
  { x, y }: Channels,
  of: 'baseline' | 'trial',
): Layer[] {
  const position = { x: { field: 'step', ...x } };
  const band: Layer = {
    data,
    mark: { type: 'area', style: `${of}-band` },
    encoding: { ...position, y: { field: 'low', ...y }, y2: { field: 'high' } },
  };
  const line: Layer = {
    data,
    mark: { type: 'line', style: `${of}-line` },
    encoding: { ...position, y: { field: 'mean', ...y } },
  };
  return points.some(({ low }) => low !== undefined) ? [band, line] : [line];
}
