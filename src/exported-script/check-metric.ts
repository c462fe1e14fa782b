import path from 'node:path';
import type { Report } from '../core/report.js';
import type { ExportedMetric } from './exported-metric.js';
import { readAs } from './read-as-exported.js';

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
