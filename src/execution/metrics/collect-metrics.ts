import { basename } from 'node:path';
import type { MetricPattern, MetricRecord } from '../../core/metric.js';
import type { ProbeMetric } from '../probe-report.js';
import type { RunFiles } from '../run-files.js';
import type { LogExtent } from './log-extent.js';
import { readLogSegments, type LogSegment } from './log-segments.js';
import { MetricSeries } from './metric-series.js';
import { readMetricsFile } from './metrics-file.js';
import { probeReadings } from './probe-readings.js';
import type { Reading } from './reading.js';
import { PrintedLogReader } from './printed-log-reader.js';
import { compilePatterns } from './user-patterns.js';

/** Where the numbers of one run may be. Files that do not exist give nothing. */
export interface MetricSources {
  readonly stdoutPath: string;
  /** Where Python's `logging` and progress bars write unless told otherwise. */
  readonly stderrPath: string;
  readonly metricsFilePath: string;
  readonly probeMetrics: readonly ProbeMetric[];
  readonly patterns: readonly MetricPattern[];
  /** Absent: `ended`. */
  readonly extent?: LogExtent;
}

/** Where a run writes what metrics are read from. */
export function logsOf({ stdout, stderr, metrics }: RunFiles): {
  readonly stdoutPath: string;
  readonly stderrPath: string;
  readonly metricsFilePath: string;
} {
  return { stdoutPath: stdout, stderrPath: stderr, metricsFilePath: metrics };
}

/**
 * Every candidate metric of a run, decided or not, the most trusted source first. Percentages keep the
 * printed number, said so in the trace; of `9912/10000 (99%)` the value is the ratio.
 *
 * @throws UserError when a pattern of the user is no regular expression.
 */
export async function collectMetrics(sources: MetricSources): Promise<MetricRecord[]> {
  return (await collectSeries(sources)).records();
}

/** The same as series that can be compared with those of another run. Throws as `collectMetrics` does. */
export async function collectSeries(sources: MetricSources): Promise<MetricSeries> {
  const series = new MetricSeries();
  const onReading = (reading: Reading): void => {
    series.add(reading);
  };
  const patterns = compilePatterns(sources.patterns);

  const until = sources.extent === undefined || sources.extent === 'ended' ? undefined : sources.extent;

  await readMetricsFile(sources.metricsFilePath, onReading, until?.metrics);
  probeReadings(sources.probeMetrics).forEach(onReading);
  const logs = [
    [sources.stdoutPath, until?.stdout],
    [sources.stderrPath, until?.stderr],
  ] as const;
  for (const [path, bytes] of logs) {
    const reader = new PrintedLogReader(basename(path), patterns, onReading);
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
