import { basename } from 'node:path';
import type { MetricPattern, MetricRecord } from '../../core/metric.js';
import type { ProbeMetric } from '../probe-report.js';
import { readLogSegments } from './log-segments.js';
import { MetricSeries } from './metric-series.js';
import { readMetricsFile } from './metrics-file.js';
import { probeReadings } from './probe-readings.js';
import type { Reading } from './reading.js';
import { StdoutReader } from './stdout-reader.js';
import { compilePatterns } from './user-patterns.js';

/** Where the numbers of one run may be. Files that do not exist give nothing. */
export interface MetricSources {
  readonly stdoutPath: string;
  readonly metricsFilePath: string;
  readonly probeMetrics: readonly ProbeMetric[];
  readonly patterns: readonly MetricPattern[];
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
  const stdout = new StdoutReader(basename(sources.stdoutPath), compilePatterns(sources.patterns), onReading);

  await readMetricsFile(sources.metricsFilePath, onReading);
  probeReadings(sources.probeMetrics).forEach(onReading);
  await readLogSegments(sources.stdoutPath, (segment) => {
    stdout.push(segment);
  });
  stdout.end();
  return series.records();
}
