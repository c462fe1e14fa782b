import { join } from 'node:path';

import * as z from 'zod';

import type { Fingerprint } from '../../core/fingerprint.js';
import { readRegularFile } from '../../core/read-regular-file.js';

const texts = z.record(z.string(), z.string());
const shape = z.array(z.number());
const named = { type: z.string(), settings: texts };

const modulePrint = z.object({
  name: z.string(),
  type: z.string(),
  settings: z.string(),
  parameters: z.array(
    z.object({
      name: z.string(),
      shape,
      trainable: z.boolean(),
      hasGradient: z.boolean(),
      isOptimized: z.boolean(),
    }),
  ),
  buffers: z.record(z.string(), shape),
  calls: z.number(),
  order: z.exactOptional(z.number()),
  input: z.exactOptional(z.string()),
  output: z.exactOptional(z.string()),
});

const tensorPrint = z.object({
  shape,
  dtype: z.string(),
  device: z.string(),
  sha256: z.exactOptional(z.string()),
});

const optimizerPrint = z.object({
  ...named,
  groups: z.array(z.object({ settings: texts, tensors: z.number(), parameters: z.number() })),
});

const loaderPrint = z.object({
  datasetType: z.string(),
  datasetLength: z.exactOptional(z.number()),
  settings: texts,
  transforms: z.string(),
  samples: texts,
  contents: texts,
});

const fitPrint = z.object({
  ...named,
  estimators: texts,
  shape,
  columns: z.exactOptional(z.array(z.string())),
  targets: z.exactOptional(z.string()),
  sha256: z.exactOptional(z.string()),
  place: z.string(),
});

const otherModelPrint = z.object({
  library: z.enum(['keras', 'jax']),
  type: z.string(),
  parameters: z.number(),
  layers: texts,
  optimizer: z.exactOptional(z.object(named)),
});

const fingerprint = z.object({
  steps: z.number(),
  firstStepMs: z.exactOptional(z.number()),
  models: z.array(z.object({ type: z.string(), modules: z.array(modulePrint), inputs: z.array(tensorPrint) })),
  optimizers: z.array(optimizerPrint),
  schedulers: z.array(z.object(named)),
  losses: z.array(z.object(named)),
  operations: z.record(z.string(), z.number()),
  isCompiled: z.exactOptional(z.boolean()),
  loaders: z.array(loaderPrint),
  randomState: z.exactOptional(z.string()),
  fits: z.array(fitPrint),
  others: z.array(otherModelPrint),
  functions: z.exactOptional(z.array(z.string())),
  ending: z.enum(['stopped', 'ended', 'went-on']),
  evaluated: z.boolean(),
});

/**
 * The fingerprint that a run left in its probe's folder; `python/ablationmage_probe/fingerprint/` is its
 * writer. Undefined where none was taken: the run was not observed, or took no step and no fit.
 */
export async function readFingerprint(directory: string): Promise<Fingerprint | undefined> {
  const text = await readRegularFile(join(directory, 'fingerprint.json'));
  return text === undefined ? undefined : parseFingerprint(text);
}

/** Undefined for what is no fingerprint. */
function parseFingerprint(text: string): Fingerprint | undefined {
  try {
    return fingerprint.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
