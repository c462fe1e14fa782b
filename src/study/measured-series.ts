import type { MetricPattern } from '../core/metric.js';
import { collectSeries, logsOf } from '../execution/metrics/collect-metrics.js';
import type { LogExtent } from '../execution/metrics/log-extent.js';
import type { GivenSeries } from '../execution/metrics/metric-series.js';
import { readProbeReport } from '../execution/probe/read-probe-report.js';
import { runFiles } from '../execution/run-files.js';

/** What a run measured, to be compared with what another execution of the same did. `runDirectory`: of the attempt, absolute. */
export async function measuredSeries(
  runDirectory: string,
  patterns: readonly MetricPattern[],
  extent: LogExtent,
): Promise<GivenSeries[]> {
  const files = runFiles(runDirectory);
  const { metrics } = await readProbeReport(files.probeDirectory, extent === 'ended' ? Infinity : extent.atMs);
  return (await collectSeries({ ...logsOf(files), probeMetrics: metrics, patterns, extent })).given();
}

/** The same of a run that ended, without what the probe saw: one that is watched by nobody has no more. */
export async function printedSeries(runDirectory: string, patterns: readonly MetricPattern[]): Promise<GivenSeries[]> {
  return (await collectSeries({ ...logsOf(runFiles(runDirectory)), probeMetrics: [], patterns })).given();
}
