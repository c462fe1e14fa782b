import { readFile } from 'node:fs/promises';
import { runFiles } from '../execution/run-files.js';
import type { ExportedMetric } from './exported-metric.js';
import { readPattern } from './metric-pattern.js';

/** The metric as an exported script reads it in the logs of a run's folder: as `_value_of` in `every_training.py` does. */
export async function readAs(
  { pattern, stream, bestBy }: ExportedMetric,
  attempt: string,
): Promise<number | undefined> {
  const files = runFiles(attempt);
  const textOf = (name: ExportedMetric['stream']): Promise<string> => readFile(files[name], 'utf8').catch(() => '');
  const found = readPattern(pattern, await textOf(stream));
  if (bestBy === undefined) return found.at(-1);
  let best: { readonly by: number; readonly value: number } | undefined;
  for (const [index, by] of readPattern(bestBy.pattern, await textOf(bestBy.stream)).entries()) {
    const value = found[index];
    if (value === undefined || !Number.isFinite(by)) continue;
    const isBetter = best === undefined || (bestBy.better === 'higher' ? by > best.by : by < best.by);
    if (isBetter) best = { by, value };
  }
  return best?.value;
}
