import { basename } from 'node:path';
import type { MetricPattern, MetricRecord } from '../../core/metric.js';
import type { ProbeMetric } from '../probe-report.js';
import type { RunFiles } from '../run-files.js';
import { readLogSegments, type LogSegment } from './log-segments.js';
import type { LogsUntil } from './logs-until.js';
import { MetricSeries } from './metric-series.js';
import { readMetricsFile } from './metrics-file.js';
import { probeReadings } from './probe-readings.js';
import type { Reading } from './reading.js';
import { PrintedLogReader } from './printed-log-reader.js';
import { compilePatterns } from './user-patterns.js';

/**
 * Every candidate metric of a run, decided or not, the most trusted source first; `files` that do not exist give nothing.
 * Percentages keep the printed number, said so in the trace; of `9912/10000 (99%)` the value is the ratio.
 *
 * @throws UserError when a pattern of the user is no regular expression.
 */
export async function collectMetrics(
  files: RunFiles,
  patterns: readonly MetricPattern[],
  probeMetrics: readonly ProbeMetric[],
): Promise<MetricRecord[]> {
  return (await collectSeries(files, patterns, probeMetrics)).records();
}

/**
 * The same as series that can be compared with those of another run. `until`: as much of the files as counts; absent of a run
 * that has come to its end, all of which does. Throws as `collectMetrics` does.
 */
export async function collectSeries(
  files: RunFiles,
  patterns: readonly MetricPattern[],
  probeMetrics: readonly ProbeMetric[],
  until?: LogsUntil,
): Promise<MetricSeries> {
  const series = new MetricSeries();
  const onReading = (reading: Reading): void => {
    series.add(reading);
  };
  const compiled = compilePatterns(patterns);

  await readMetricsFile(files.metrics, onReading, until?.metrics);
  probeReadings(probeMetrics).forEach(onReading);
  // In stderr Python's `logging` and progress bars are, unless told otherwise.
  const logs = [
    [files.stdout, until?.stdout],
    [files.stderr, until?.stderr],
  ] as const;
  for (const [path, bytes] of logs) {
    const reader = new PrintedLogReader(basename(path), compiled, onReading);
    const push = (segment: LogSegment): void => {
      reader.push(segment);
    };
    const rest = await readLogSegments(path, push, bytes);
    if (until !== undefined) continue;
    if (rest !== undefined) reader.push(rest);
    reader.end();
  }
  return series;
}
