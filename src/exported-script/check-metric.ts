import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Report } from '../core/report.js';
import { runFiles } from '../execution/run-files.js';
import type { ExportedMetric } from './exported-metric.js';
import { readPattern } from './metric-pattern.js';

/**
 * Reads the logs of the study's runs as the exported script reads those of its own, and compares what it gives with the
 * table. A sentence for each run that differs; none where a function of a library gives the metric, which no log has.
 */
export async function checkMetric(
  studyDirectory: string,
  report: Report,
  metric: ExportedMetric,
): Promise<readonly string[]> {
  if (metric.printedFunction !== undefined) return [];
  const differences: string[] = [];
  for (const { id, metrics } of report.trials) {
    const values = metrics.find(({ role }) => role === 'primary')?.summary?.values ?? [];
    for (const { seedIndex, value } of values) {
      const run = report.runs.find((candidate) => candidate.trialId === id && candidate.seedIndex === seedIndex);
      const read =
        run?.directory === undefined ? undefined : await readAs(metric, path.join(studyDirectory, run.directory));
      if (read === value) continue;
      differences.push(`${id} at seed ${seedIndex} has ${value} in the table and ${read ?? 'nothing'} in its log`);
    }
  }
  return differences;
}

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
