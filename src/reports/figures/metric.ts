import type { Report } from '../../core/report.js';
import { metricCaption } from './captions.js';
import { rowsByEffect } from './effect-rows.js';
import type { Figure } from './figure.js';
import { figureRows, type FigureRow } from './figure-rows.js';
import { layeredSpec, type Layer } from './figure-spec.js';
import { figureText } from './figure-text.js';
import { metricTitle } from './metric-direction.js';
import { domainOf, axisUnderRows } from './number-axis.js';
import { placedRows, type Placed } from './row-names.js';
import { ABOVE, reasonLayers, reasonLines, rowChannel, rowHeight, seedOffset } from './row-axis.js';

/** The metric of the baseline and of each trial, with its spread and every seed. */
export function metricFigure(report: Report, metric: string): Figure | undefined {
  const rows = placedRows(rowsByValue(report, metric));
  const means = rows.flatMap(meanDatum);
  if (means.length === 0) return undefined;
  const words = { title: `${figureText(metric)} per trial`, caption: metricCaption(report, metric, rows) };
  const reasons = rows.filter((row) => !hasValue(row)).map(reasonDatum);
  const height = rowHeight(rows, reasons);
  const y = rowChannel(rows);
  const seeds = rows.flatMap(seedData);
  const ends = means.flatMap(({ mean, standardDeviation = 0 }) => [mean - standardDeviation, mean + standardDeviation]);
  const domain = domainOf([...ends, ...seeds.map(({ value }) => value)]);
  const x = axisUnderRows(domain, metricTitle(report, metric, ''));
  const layer: Layer[] = [
    ...baselineLayer(rows, height * means.length),
    {
      data: { values: means.filter(({ standardDeviation }) => standardDeviation !== undefined) },
      transform: [
        { calculate: 'datum.mean - datum.standardDeviation', as: 'low' },
        { calculate: 'datum.mean + datum.standardDeviation', as: 'high' },
      ],
      mark: { type: 'rule', style: 'spread', yOffset: ABOVE },
      encoding: { x: { field: 'low', ...x }, x2: { field: 'high' }, y },
    },
    {
      data: { values: seeds },
      mark: { type: 'circle', style: 'seed' },
      encoding: { x: { field: 'value', ...x }, y, yOffset: seedOffset(report, height) },
    },
    {
      data: { values: means },
      mark: { type: 'circle', style: 'mean', yOffset: ABOVE },
      encoding: { x: { field: 'mean', ...x }, y, tooltip: TOOLTIP },
    },
    ...reasonLayers(reasons, y),
  ];
  return { name: 'metric', ...words, spec: layeredSpec(words, { height: height * rows.length, layer }) };
}

const TOOLTIP = ['trial', 'mean', 'standardDeviation', 'n'].map((field) => ({ field, type: 'nominal' as const }));

/** The baseline, then the trials in the order of the plot of effects; those without a number last. */
function rowsByValue(report: Report, metric: string): FigureRow[] {
  const baseline = figureRows(report, metric).filter(({ trial }) => trial.change === 'none');
  const rows = [...baseline, ...rowsByEffect(report, metric)];
  return [...rows.filter(hasValue), ...rows.filter((row) => !hasValue(row))];
}

function hasValue({ measured }: FigureRow): boolean {
  return measured?.summary !== undefined;
}

function baselineLayer(rows: readonly (FigureRow & Placed)[], bottom: number): Layer[] {
  const mean = rows.find(({ trial }) => trial.change === 'none')?.measured?.summary?.mean;
  if (mean === undefined) return [];
  return [
    {
      data: { values: [{ mean }] },
      mark: { type: 'rule', style: 'baseline-line' },
      encoding: { x: { field: 'mean', type: 'quantitative' }, y: { value: 0 }, y2: { value: bottom } },
    },
  ];
}

function meanDatum({ key, label, measured }: FigureRow & Placed) {
  if (measured?.summary === undefined) return [];
  const { mean, standardDeviation, n } = measured.summary;
  return [{ row: key, trial: label, mean, ...(standardDeviation !== undefined && { standardDeviation }), n }];
}

function seedData({ key, measured }: FigureRow & Placed) {
  return (measured?.summary?.values ?? []).map(({ seedIndex, value }) => ({ row: key, seed: seedIndex, value }));
}

function reasonDatum({ key, missing, finding }: FigureRow & Placed) {
  return { row: key, reason: reasonLines(missing ?? finding ?? 'no number') };
}
