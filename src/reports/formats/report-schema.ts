import { z } from 'zod';
import { REPORT_SCHEMA_VERSION } from '../../core/report.js';
import { commentarySchema } from './report-schema-commentary.js';
import { curveSchema, metricChoiceSchema, noiseFloorSchema, runSchema } from './report-schema-metrics.js';
import { modelCostSchema } from './report-schema-model.js';
import {
  baselineGateSchema,
  forkingSchema,
  reproducibilitySchema,
  seedsSchema,
  studySchema,
} from './report-schema-study.js';
import { secondBaselineSchema, trialSchema } from './report-schema-trial.js';

/**
 * `Report` as a schema: what a reader of `report.json` may rely on. A test holds it equal to the
 * type, so a field that is added to one and not to the other does not compile.
 */
export const reportSchema = z.strictObject({
  schemaVersion: z.literal(REPORT_SCHEMA_VERSION),
  study: studySchema,
  seeds: seedsSchema,
  primaryMetric: metricChoiceSchema.exactOptional(),
  warnings: z.array(z.string()),
  alarms: z.array(z.string()).exactOptional(),
  reproducibility: reproducibilitySchema,
  baselineGate: baselineGateSchema.exactOptional(),
  forking: forkingSchema.exactOptional(),
  noiseFloor: noiseFloorSchema.exactOptional(),
  secondBaseline: secondBaselineSchema.exactOptional(),
  trials: z.array(trialSchema),
  modelCost: modelCostSchema.exactOptional(),
  skipped: z.array(
    z.strictObject({
      id: z.string(),
      place: z.string(),
      reason: z.string(),
      kind: z.enum(['needs-model', 'not-written', 'impossible', 'not-selected']),
    }),
  ),
  runs: z.array(runSchema),
  candidateMetrics: z.array(
    z.strictObject({
      name: z.string(),
      source: runSchema.shape.metrics.element.shape.source,
      direction: metricChoiceSchema.shape.direction,
      runs: z.int(),
    }),
  ),
  curves: z.array(curveSchema),
  method: z.strictObject({
    alpha: z.number(),
    equivalenceMargin: z.number().exactOptional(),
    paragraph: z.string(),
  }),
  commentary: commentarySchema.exactOptional(),
});

/** The content of `report.schema.json`: JSON Schema, draft 2020-12. */
export function reportJsonSchema(): object {
  return { ...z.toJSONSchema(reportSchema, { target: 'draft-2020-12' }), title: 'AblationMage report' };
}
