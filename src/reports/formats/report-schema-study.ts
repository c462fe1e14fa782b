import { z } from 'zod';

export const studySchema = z.strictObject({
  name: z.string(),
  script: z.string(),
  command: z.string(),
  typedWords: z.array(z.string()),
  toolVersion: z.string(),
  startedAt: z.string(),
  endedAt: z.string().exactOptional(),
  wallTimeMs: z.number(),
  environment: z.strictObject({
    python: z.string(),
    pythonVersion: z.string(),
    packages: z.record(z.string(), z.string()),
    operatingSystem: z.string(),
    processor: z.string(),
    cores: z.int(),
    gpus: z.array(z.string()),
    jobs: z.int().exactOptional(),
    threadsPerRun: z.int(),
    slurmNodes: z.array(z.string()).exactOptional(),
  }),
});

export const seedsSchema = z.strictObject({
  indices: z.array(z.int()),
  how: z.string(),
  places: z.array(z.string()),
});

export const baselineGateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('equal'), extent: z.enum(['in-full', 'first-values']) }),
  z.strictObject({
    kind: z.literal('differs'),
    by: z.number(),
    cause: z.literal('no-seed-of-its-own').exactOptional(),
  }),
  z.strictObject({ kind: z.literal('not-checked'), reason: z.string() }),
]);

export const forkingSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('forked'),
    libraries: z.array(z.string()),
    extent: z.enum(['in-full', 'first-steps', 'first-numbers', 'first-steps-only']),
    endedEarly: z.literal(true).exactOptional(),
  }),
  z.strictObject({ kind: z.literal('differed'), how: z.string() }),
  z.strictObject({ kind: z.literal('off'), reason: z.string() }),
]);

export const reproducibilitySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('identical') }),
  z.strictObject({ kind: z.literal('differs'), tolerance: z.record(z.string(), z.number()) }),
  z.strictObject({ kind: z.literal('not-checked'), reason: z.string() }),
]);
