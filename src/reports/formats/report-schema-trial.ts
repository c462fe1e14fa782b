import { z } from 'zod';
import { trialModelSchema } from './report-schema-model.js';
import { verdictSchema } from './report-schema-verdict.js';

const failureReasonSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('crashed'),
    exception: z.string().exactOptional(),
    exitCode: z.int().exactOptional(),
    signal: z.string().exactOptional(),
    lastWords: z.string().exactOptional(),
  }),
  z.strictObject({ kind: z.literal('timed-out'), limitMs: z.number(), jobMs: z.number().exactOptional() }),
  z.strictObject({ kind: z.literal('out-of-memory'), where: z.enum(['host', 'cuda', 'limit']) }),
  z.strictObject({ kind: z.literal('diverged'), metric: z.string() }),
  z.strictObject({ kind: z.literal('no-metric') }),
  z.strictObject({ kind: z.literal('no-value'), metric: z.string(), why: z.string() }),
  z.strictObject({
    kind: z.literal('edit-not-loaded'),
    file: z.string(),
    loadedInstead: z.string().exactOptional(),
  }),
  z.strictObject({ kind: z.literal('probe-silent') }),
  z.strictObject({ kind: z.literal('shared-output'), path: z.string() }),
  z.strictObject({ kind: z.literal('wrote-to-project'), path: z.string() }),
  z.strictObject({ kind: z.literal('seed-conflict'), place: z.string() }),
  z.strictObject({ kind: z.literal('could-not-start'), message: z.string() }),
  z.strictObject({ kind: z.literal('cancelled') }),
  z.strictObject({ kind: z.literal('lost') }),
]);

const intervalSchema = z.strictObject({ low: z.number(), high: z.number(), level: z.number() });

const inferenceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('single-pair') }),
  z.strictObject({ kind: z.literal('exact') }),
  z.strictObject({
    kind: z.literal('constant-difference'),
    signFlipPValue: z.number(),
    smallestSignFlipPValue: z.number(),
    adjustedPValue: z.number(),
  }),
  z.strictObject({
    kind: z.literal('paired-t'),
    standardDeviation: z.number(),
    interval: intervalSchema,
    adjustedInterval: intervalSchema,
    pValue: z.number(),
    adjustedPValue: z.number(),
    signFlipPValue: z.number().exactOptional(),
    smallestSignFlipPValue: z.number(),
    effectSize: z.number(),
  }),
]);

const trialMetricSchema = z.strictObject({
  metric: z.string(),
  role: z.enum(['primary', 'exploratory']),
  summary: z
    .strictObject({
      n: z.int(),
      mean: z.number(),
      standardDeviation: z.number().exactOptional(),
      values: z.array(z.strictObject({ seedIndex: z.int(), value: z.number() })),
    })
    .exactOptional(),
  effect: z
    .strictObject({
      pairs: z.int(),
      meanDifference: z.number(),
      differences: z.array(z.strictObject({ seedIndex: z.int(), difference: z.number() })),
      inference: inferenceSchema,
    })
    .exactOptional(),
  meaning: z.enum(['changed', 'doubtful']).exactOptional(),
});

export const trialSchema = z.strictObject({
  id: z.string(),
  label: z.string(),
  change: z.enum(['none', 'remove', 'replace']),
  componentIds: z.array(z.string()),
  origin: z.string(),
  notes: z.array(z.string()),
  diff: z.string(),
  arguments: z.array(z.string()),
  model: trialModelSchema.exactOptional(),
  plannedRuns: z.int(),
  failures: z.array(z.strictObject({ seedIndex: z.int(), reason: failureReasonSchema, inWords: z.string() })),
  metrics: z.array(trialMetricSchema),
  finding: z
    .strictObject({
      kind: z.enum([
        'hurts',
        'helps',
        'no-detectable-effect',
        'equivalent',
        'inconclusive',
        'single-run',
        'exact-difference',
        'no-effect-at-all',
        'failed',
        'rejected',
        'not-run',
      ]),
      inWords: z.string(),
      seedsNeeded: z.number().exactOptional(),
    })
    .exactOptional(),
  meanDurationMs: z.number().exactOptional(),
  verdict: verdictSchema.exactOptional(),
  parameters: z.number().exactOptional(),
  parameterDifference: z.number().exactOptional(),
  stepMs: z.number().exactOptional(),
  stepTimeRatio: z.number().exactOptional(),
  stepTimeDiffers: z.boolean().exactOptional(),
});

export const secondBaselineSchema = trialSchema
  .pick({ id: true, plannedRuns: true, failures: true, metrics: true })
  .extend({ seedIndices: z.array(z.int()) });
