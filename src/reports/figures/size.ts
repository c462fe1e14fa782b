import type { Report } from '../../core/report.js';
import { sizeCaption } from './captions.js';
import { classChannels } from './class-channels.js';
import { effectClass, type EffectClass } from './effect-class.js';
import { rowsByEffect } from './effect-rows.js';
import type { Figure } from './figure.js';
import type { FigureRow } from './figure-rows.js';
import { shownNames } from './row-names.js';
import { plotSpec, type Layer } from './figure-spec.js';
import { metricTitle } from './metric-direction.js';
import { domainOf, numberChannel, shareOf, type Domain } from './number-axis.js';
import { placeLabels, type LabelPlace } from './place-labels.js';
import { middle, NOTE_LINE } from './row-axis.js';
import { NOTE_SIZE, textWidth } from './text-width.js';

/** A trial whose variant has as many parameters more or less than the baseline, and another metric by so much. */
interface SizePoint {
  readonly row: FigureRow;
  readonly name: readonly string[];
  readonly parameters: number;
  readonly difference: number;
  readonly effect: EffectClass;
}

const PLOT_WIDTH = 330;
const WIDEST_NAME = 140;

/** What each component is worth for its size; absent where no variant has another size than the baseline. */
export function sizeFigure(report: Report, metric: string): Figure | undefined {
  const points = sizePoints(report, metric);
  if (points.every(({ parameters }) => parameters === 0)) return undefined;
  const words = {
    title: 'Effect and size',
    caption: sizeCaption(
      report,
      metric,
      points.map(({ row }) => row),
    ),
  };
  const height = Math.max(200, 2 * NOTE_LINE * points.length);
  const title = { text: metricTitle(report, metric, 'Δ ') };
  const spec = plotSpec(words, { title, width: PLOT_WIDTH, height, layer: layersOf(points, height) });
  return { name: 'size', ...words, spec };
}

function sizePoints(report: Report, metric: string): SizePoint[] {
  const rows = rowsByEffect(report, metric);
  const names = shownNames(rows, WIDEST_NAME, NOTE_SIZE);
  return rows.flatMap((row, index) => {
    const { trial, measured } = row;
    if (trial.parameterDifference === undefined || measured?.effect === undefined) return [];
    return [
      {
        row,
        name: names[index] ?? [],
        parameters: trial.parameterDifference,
        difference: measured.effect.meanDifference,
        effect: effectClass(report, trial, measured),
      },
    ];
  });
}

function layersOf(points: readonly SizePoint[], height: number): Layer[] {
  const across = domainOf([0, ...points.map(({ parameters }) => parameters)]);
  const upwards = domainOf([0, ...points.map(({ difference }) => difference)]);
  const channels = channelsOf(across, upwards);
  const places = placeLabels(
    points.map(({ parameters, difference, name }) => ({
      x: PLOT_WIDTH * shareOf(parameters, across),
      y: height * (1 - shareOf(difference, upwards)),
      width: Math.max(...name.map((line) => textWidth(line, NOTE_SIZE))),
      height: NOTE_LINE * name.length,
    })),
    { width: PLOT_WIDTH, height, zeroX: PLOT_WIDTH * shareOf(0, across), zeroY: height * (1 - shareOf(0, upwards)) },
  );
  const data = points.map(datumOf);
  const { estimate } = classChannels(points.map(({ effect }) => effect));
  return [
    ...(['x', 'y'] as const).map((axis): Layer => ({
      data: { values: [{ zero: 0 }] },
      mark: { type: 'rule', style: 'zero' },
      encoding: { [axis]: { field: 'zero', type: 'quantitative' } },
    })),
    ...points.flatMap((point, index) => labelLayers(point, places[index], channels)),
    { data: { values: data }, mark: { type: 'circle', style: 'cover' }, encoding: channels },
    {
      data: { values: data },
      mark: { type: 'point', style: 'estimate', filled: true },
      encoding: { ...channels, ...estimate, tooltip: TOOLTIP },
    },
  ];
}

type Channels = ReturnType<typeof channelsOf>;

function channelsOf(across: Domain, upwards: Domain) {
  const parameters = numberChannel(across, 4);
  const effect = numberChannel(upwards, 5);
  return {
    x: {
      field: 'parameters',
      ...parameters,
      axis: { ...parameters.axis, title: 'Δ parameters (trial minus baseline)' },
    },
    y: { field: 'difference', ...effect, axis: { ...effect.axis, title: null } },
  };
}

const TOOLTIP = ['trial', 'parameters', 'difference'].map((field) => ({ field, type: 'nominal' as const }));

function datumOf({ row, parameters, difference, effect }: SizePoint) {
  return { trial: row.label, parameters, difference, effect };
}

/** The name of a point, and a line to it where it had to move away. */
function labelLayers(
  { name, parameters, difference }: SizePoint,
  place: LabelPlace | undefined,
  at: Channels,
): Layer[] {
  if (place === undefined) return [];
  const { align, dx, dy } = place;
  const isFar = align !== 'center' && dy !== 0;
  const leader: Layer = {
    data: { values: [{ parameters, difference }] },
    mark: { type: 'rule', style: 'leader', x2Offset: dx, y2Offset: dy },
    encoding: { ...at, x2: { field: 'parameters' }, y2: { field: 'difference' } },
  };
  const label: Layer = {
    data: { values: [{ parameters, difference, name: [...name] }] },
    mark: { type: 'text', style: 'label', align, dx, dy: dy + middle(name.length, NOTE_LINE) },
    encoding: { ...at, text: { field: 'name' } },
  };
  return isFar ? [leader, label] : [label];
}
