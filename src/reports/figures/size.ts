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
import { COLUMN_GAP, placeLabels, type LabelPlace } from './place-labels.js';
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

/** Of a plot whose names all stand in it. */
const WIDEST_PLOT = 330;
const WIDEST_NAME = 128;

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
  const plot = plotOf(points);
  const title = { text: metricTitle(report, metric, 'Δ ') };
  const { width, height } = plot;
  const spec = plotSpec(words, { title, width, height, layer: layersOf(points, plot) });
  return { name: 'size', ...words, spec };
}

function sizePoints(report: Report, metric: string): SizePoint[] {
  const rows = rowsByEffect(report, metric);
  const names = shownNames(rows, WIDEST_NAME, NOTE_SIZE, 1);
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

interface SizePlot {
  readonly width: number;
  readonly height: number;
  /** Of the parameters and of the effects. */
  readonly across: Domain;
  readonly upwards: Domain;
  readonly places: readonly LabelPlace[];
}

/** Narrower where names need a column beside it. */
function plotOf(points: readonly SizePoint[]): SizePlot {
  const wide = plotOfWidth(points, WIDEST_PLOT);
  const isCrowded = wide.places.some(({ kind }) => kind === 'column');
  return isCrowded ? plotOfWidth(points, WIDEST_PLOT - COLUMN_GAP - Math.max(...points.map(widthOf))) : wide;
}

function plotOfWidth(points: readonly SizePoint[], width: number): SizePlot {
  const across = domainOf([0, ...points.map(({ parameters }) => parameters)]);
  const upwards = domainOf([0, ...points.map(({ difference }) => difference)]);
  // At least as high as a column of all the names.
  const height = Math.max(200, NOTE_LINE * points.reduce((lines, { name }) => lines + name.length, 0));
  const x = (parameters: number) => width * shareOf(parameters, across);
  const y = (difference: number) => height * (1 - shareOf(difference, upwards));
  const labelled = points.map(({ parameters, difference, name }) => ({
    x: x(parameters),
    y: y(difference),
    width: widthOf({ name }),
    height: NOTE_LINE * name.length,
  }));
  const places = placeLabels(labelled, { width, height, zeroX: x(0), zeroY: y(0) });
  return { width, height, across, upwards, places };
}

function widthOf({ name }: Pick<SizePoint, 'name'>): number {
  return Math.max(...name.map((line) => textWidth(line, NOTE_SIZE)));
}

function layersOf(points: readonly SizePoint[], { across, upwards, places }: SizePlot): Layer[] {
  const channels = channelsOf(across, upwards);
  const data = points.map(datumOf);
  const { estimate } = classChannels(
    points.map(({ effect }) => effect),
    WIDEST_PLOT,
  );
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
  const parameters = numberChannel(across, 3);
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

/** The name of a point, and a line to it where it stands in the column. */
function labelLayers(
  { name, parameters, difference }: SizePoint,
  place: LabelPlace | undefined,
  at: Channels,
): Layer[] {
  if (place === undefined) return [];
  const { kind, align, dx, dy } = place;
  const leader: Layer = {
    data: { values: [{ parameters, difference }] },
    mark: { type: 'rule', style: 'leader', x2Offset: dx - 3, y2Offset: dy },
    encoding: { ...at, x2: { field: 'parameters' }, y2: { field: 'difference' } },
  };
  const label: Layer = {
    data: { values: [{ parameters, difference, name: [...name] }] },
    mark: { type: 'text', style: 'label', align, dx, dy: dy + middle(name.length, NOTE_LINE) },
    encoding: { ...at, text: { field: 'name' } },
  };
  return kind === 'column' ? [leader, label] : [label];
}
