import * as z from 'zod';

/** A number as the probe writes it: JSON has no word for those that are not finite. */
const anyNumber = z.union([
  z.number(),
  z.enum(['nan', 'inf', '-inf']).transform((word) => ({ nan: Number.NaN, inf: Infinity, '-inf': -Infinity })[word]),
]);

/** `at` is in seconds since the epoch; records of several processes are put in order by it. */
const seen = { pid: z.number(), at: z.number() };

const probeRecord = z.discriminatedUnion('kind', [
  z.object({
    ...seen,
    kind: z.literal('process'),
    parent: z.number(),
    python: z.string(),
    executable: z.string(),
  }),
  z.object({ ...seen, kind: z.literal('source'), path: z.string(), sha256: z.string() }),
  z.object({
    ...seen,
    kind: z.literal('read'),
    path: z.string(),
    size: z.number(),
    modifiedMs: z.number(),
    checkpoint: z.boolean(),
  }),
  z.object({ ...seen, kind: z.literal('written'), path: z.string(), inside: z.boolean() }),
  z.object({ ...seen, kind: z.literal('refused'), path: z.string() }),
  z.object({
    ...seen,
    kind: z.literal('metric'),
    name: z.string(),
    value: anyNumber,
    step: z.number().nullable(),
    source: z.enum(['logger', 'sklearn']),
    caller: z.string(),
  }),
  z.object({
    ...seen,
    kind: z.literal('exception'),
    type: z.string(),
    message: z.string(),
    place: z.string().nullable(),
  }),
  /** Optimizer steps of the main process; the median of the intervals is absent below three steps. */
  z.object({ ...seen, kind: z.literal('steps'), count: z.number(), medianMs: z.number().optional() }),
  /** Installed packages that a watched run had imported by its end, in order. */
  z.object({ ...seen, kind: z.literal('imported'), names: z.string() }),
  z.object({ ...seen, kind: z.literal('note'), text: z.string() }),
]);

/** One line that the probe wrote; `python/ablationmage_probe/report.py` is its writer. */
export type ProbeRecord = z.infer<typeof probeRecord>;

/** The record of a line, or undefined for a line that a killed process left torn. */
export function parseProbeRecord(line: string): ProbeRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  return probeRecord.safeParse(value).data;
}
