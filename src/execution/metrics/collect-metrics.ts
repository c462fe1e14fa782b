import { basename } from 'node:path';
import type { MetricPattern, MetricRecord } from '../../core/metric.js';
import type { ProbeMetric } from '../probe-report.js';
import type { RunFiles } from '../run-files.js';
import { readLogSegments } from './log-segments.js';
import { MetricSeries } from './metric-series.js';
import { readMetricsFile } from './metrics-file.js';
import { probeReadings } from './probe-readings.js';
import type { Reading } from './reading.js';
import { PrintedLogReader } from './printed-log-reader.js';
import { compilePatterns } from './user-patterns.js';

/**
 * How much of a run's logs there is. `under-way`: it goes on, or was stopped in the middle. The last line may then be half of one, and a
 * progress bar would have been written over.
 */
export type LogExtent = 'ended' | 'under-way';

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
  const series = new MetricSeries();
  const onReading = (reading: Reading): void => {
    series.add(reading);
  };
  const patterns = compilePatterns(sources.patterns);

  await readMetricsFile(sources.metricsFilePath, onReading);
  probeReadings(sources.probeMetrics).forEach(onReading);
  for (const path of [sources.stdoutPath, sources.stderrPath]) {
    const reader = new PrintedLogReader(basename(path), patterns, onReading);
    const rest = await readLogSegments(path, (segment) => {
      reader.push(segment);
    });
    if (sources.extent === 'under-way') continue;
    if (rest !== undefined) reader.push(rest);
    reader.end();
  }
  return series.records();
}
