import type { NoiseFloor, Report } from '../../core/report.js';
import { hasNoSpread } from '../../statistics/spread.js';
import type { Layer } from './figure-spec.js';

/** What the seed alone does to a metric; undefined where that is nothing, or not known of this metric. */
export function shownNoise({ noiseFloor }: Report, metric: string): NoiseFloor | undefined {
  if (noiseFloor?.metric !== metric || hasNoSpread([noiseFloor.low, noiseFloor.high])) return undefined;
  return noiseFloor;
}

/** The band of what the seed alone does, with edges that can be seen in print; over the rows that have numbers. */
export function noiseLayers(standardDeviation: number, bottom: number): Layer[] {
  const data = { values: [{ standardDeviation }] };
  const transform = [{ calculate: '-datum.standardDeviation', as: 'minus' }];
  const rows = { y: { value: 0 }, y2: { value: bottom } } as const;
  return [
    {
      data,
      transform,
      mark: { type: 'rect', style: 'noise-band' },
      encoding: { x: { field: 'minus', type: 'quantitative' }, x2: { field: 'standardDeviation' }, ...rows },
    },
    ...(['minus', 'standardDeviation'] as const).map((field): Layer => ({
      data,
      transform,
      mark: { type: 'rule', style: 'noise-edge' },
      encoding: { x: { field, type: 'quantitative' }, ...rows },
    })),
  ];
}
