import { z } from 'zod';
import { curveOf } from './analysis/curves.js';
import { curveSchema, runSchema } from './formats/report-schema-metrics.js';

/** What of a report of version 1 its curves are made of. */
const versionOne = z.looseObject({
  trials: z.array(z.looseObject({ id: z.string(), metrics: z.array(z.looseObject({ metric: z.string() })) })),
  runs: z.array(z.looseObject({ ...runSchema.pick({ trialId: true, state: true, metrics: true }).shape })),
});

/** Brings a report of an older version to the present one; what cannot be read stays as it is, for the schema to say. */
export function migrateReport(report: unknown, version: number): unknown {
  return version === 1 ? withCurves(report) : report;
}

/** Version 2 came with `curves`. */
function withCurves(report: unknown): unknown {
  const read = versionOne.safeParse(report);
  if (!read.success) return report;
  const curves = read.data.trials.flatMap(({ id, metrics }) =>
    metrics.flatMap(({ metric }): z.output<typeof curveSchema>[] => {
      const runs = read.data.runs.filter((run) => run.trialId === id && run.state === 'completed');
      const series = runs.flatMap((run) => run.metrics.filter((candidate) => candidate.metric === metric));
      const curve = curveOf(series.map((found) => found.series));
      return curve === undefined ? [] : [{ trialId: id, metric, ...curve, points: [...curve.points] }];
    }),
  );
  return { ...read.data, schemaVersion: 2, curves };
}
