import type { Report } from '../../core/report.js';
import { effectsCaption } from './captions.js';
import { classChannels } from './class-channels.js';
import { effectClass } from './effect-class.js';
import { rowsByEffect, shownInterval, whyWithoutEffect } from './effect-rows.js';
import type { Figure } from './figure.js';
import type { FigureRow } from './figure-rows.js';
import { NARROWEST_PLOT } from './figure-size.js';
import { layeredSpec, type Layer } from './figure-spec.js';
import { metricTitle } from './metric-direction.js';
import { noiseLayers, shownNoise } from './noise-layers.js';
import { domainWithIntervals, axisUnderRows, type Domain } from './number-axis.js';
import { placedRows, type Placed } from './row-names.js';
import { ABOVE, reasonLayers, reasonLines, rowChannel, rowHeight, seedOffset, type ReasonDatum } from './row-axis.js';

/** What each trial changes, with its interval and every seed, above what the seed alone does. */
export function effectsFigure(report: Report, metric: string): Figure | undefined {
  const rows = placedRows(rowsByEffect(report, metric));
  const effects = rows.flatMap((row) => effectDatum(report, row));
  if (effects.length === 0) return undefined;
  const words = { title: 'Effects', caption: effectsCaption(report, metric) };
  const reasons = rows.flatMap(reasonDatum);
  const height = rowHeight(rows, reasons);
  const layer = effectLayers(report, metric, { rows, effects, reasons, height });
  return { name: 'effects', ...words, spec: layeredSpec(words, { height: height * rows.length, layer }) };
}

type EffectDatum = ReturnType<typeof effectDatum>[number];

interface EffectPlot {
  readonly rows: readonly (FigureRow & Placed)[];
  readonly effects: readonly EffectDatum[];
  readonly reasons: readonly ReasonDatum[];
  readonly height: number;
}

function effectLayers(report: Report, metric: string, { rows, effects, reasons, height }: EffectPlot): Layer[] {
  const seeds = rows.flatMap(seedData);
  const noise = [shownNoise(report, metric)?.standardDeviation].filter((deviation) => deviation !== undefined);
  const domain = domainWithIntervals(
    [
      0,
      ...noise,
      ...noise.map((deviation) => -deviation),
      ...[...effects, ...seeds].map(({ difference }) => difference),
    ],
    effects.flatMap(({ low, high }) => (low === undefined || high === undefined ? [] : [low, high])),
  );
  const bottom = height * effects.length;
  const y = rowChannel(rows);
  const x = { field: 'difference', ...axisUnderRows(domain, metricTitle(report, metric, 'Δ ')) };
  const { interval, estimate } = classChannels(
    effects.map((datum) => datum.effect),
    NARROWEST_PLOT,
  );
  return [
    ...noise.flatMap((standardDeviation) => noiseLayers(standardDeviation, bottom)),
    {
      data: { values: [{ zero: 0 }] },
      mark: { type: 'rule', style: 'zero' },
      encoding: { x: { field: 'zero', type: 'quantitative' }, y: { value: 0 }, y2: { value: bottom } },
    },
    {
      data: { values: effects.filter(({ low }) => low !== undefined) },
      mark: { type: 'rule', style: 'interval', yOffset: ABOVE },
      encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' }, y, ...interval },
    },
    ...arrows(effects, domain, y, interval),
    {
      data: { values: seeds },
      mark: { type: 'circle', style: 'seed' },
      encoding: { x, y, yOffset: seedOffset(report, height) },
    },
    {
      data: { values: [...effects] },
      mark: { type: 'circle', style: 'cover', yOffset: ABOVE },
      encoding: { x, y },
    },
    {
      data: { values: [...effects] },
      mark: { type: 'point', style: 'estimate', filled: true, yOffset: ABOVE },
      encoding: { x, y, ...estimate, tooltip: TOOLTIP },
    },
    ...reasonLayers(reasons, y),
  ];
}

const TOOLTIP = ['trial', 'difference', 'low', 'high', 'pairs', 'finding'].map((field) => ({
  field,
  type: 'nominal' as const,
}));

/** Where an interval goes on beyond the axis. */
function arrows(
  effects: readonly EffectDatum[],
  [from, to]: Domain,
  y: ReturnType<typeof rowChannel>,
  interval: ReturnType<typeof classChannels>['interval'],
): Layer[] {
  const left = effects.filter(({ low }) => low !== undefined && low < from);
  const right = effects.filter(({ high }) => high !== undefined && high > to);
  const layer = (values: EffectDatum[], shape: string, x: 0 | 'width'): Layer => ({
    data: { values },
    mark: {
      type: 'point',
      style: 'interval',
      shape,
      filled: true,
      size: 40,
      xOffset: x === 0 ? 3 : -3,
      yOffset: ABOVE,
    },
    encoding: { x: { value: x }, y, ...interval },
  });
  return [
    ...(left.length === 0 ? [] : [layer(left, 'triangle-left', 0)]),
    ...(right.length === 0 ? [] : [layer(right, 'triangle-right', 'width')]),
  ];
}

function effectDatum(report: Report, { key, label, trial, measured, finding }: FigureRow & Placed) {
  if (measured?.effect === undefined) return [];
  const { meanDifference, pairs } = measured.effect;
  const interval = shownInterval(measured.effect);
  return [
    {
      row: key,
      trial: label,
      effect: effectClass(report, trial, measured),
      difference: meanDifference,
      ...(interval !== undefined && { low: interval.low, high: interval.high }),
      pairs,
      ...(measured.role === 'primary' && finding !== undefined && { finding }),
    },
  ];
}

function seedData({ key, measured }: FigureRow & Placed) {
  return (measured?.effect?.differences ?? []).map(({ seedIndex, difference }) => ({
    row: key,
    seed: seedIndex,
    difference,
  }));
}

function reasonDatum(row: FigureRow & Placed) {
  if (row.measured?.effect !== undefined) return [];
  return [{ row: row.key, reason: reasonLines(whyWithoutEffect(row)) }];
}
