import { z } from 'zod';
import { METRIC_SOURCES } from '../../core/metric.js';

export const metricChoiceSchema = z.strictObject({
  name: z.string(),
  direction: z.enum(['higher-is-better', 'lower-is-better']),
  directionOrigin: z.enum(['user', 'name', 'assumed']),
  origin: z.enum(['user', 'only-candidate', 'guess']),
  select: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('last') }),
    z.strictObject({ kind: z.literal('best'), by: z.string() }),
  ]),
});

export const noiseFloorSchema = z.strictObject({
  metric: z.string(),
  seeds: z.int(),
  standardDeviation: z.number(),
  low: z.number(),
  high: z.number(),
});

export const runSchema = z.strictObject({
  trialId: z.string(),
  seedIndex: z.int(),
  state: z.enum(['completed', 'failed', 'not-run']),
  failure: z.string().exactOptional(),
  attempt: z.int().exactOptional(),
  durationMs: z.number().exactOptional(),
  startedAt: z.string().exactOptional(),
  identity: z.string(),
  directory: z.string().exactOptional(),
  metrics: z.array(
    z.strictObject({
      metric: z.string(),
      value: z.number(),
      selectedValue: z.number().exactOptional(),
      source: z.enum(METRIC_SOURCES),
      trace: z.string(),
      series: z.array(z.strictObject({ step: z.number().exactOptional(), value: z.number() })),
    }),
  ),
});

export const curveSchema = z.strictObject({
  trialId: z.string(),
  metric: z.string(),
  axis: z.enum(['step', 'value-number']),
  steps: z.int(),
  points: z.array(
    z.strictObject({
      step: z.number(),
      n: z.int(),
      mean: z.number(),
      low: z.number().exactOptional(),
      high: z.number().exactOptional(),
    }),
  ),
});
