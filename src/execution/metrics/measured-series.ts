import type { MetricPattern } from '../../core/metric.js';
import { readProbeReport } from '../probe/read-probe-report.js';
import { runFiles } from '../run-files.js';
import { collectSeries } from './collect-metrics.js';
import type { LogsUntil } from './logs-until.js';
import type { GivenSeries } from './metric-series.js';

/**
 * What a run measured, to be compared with what another execution of the same did. `runDirectory`: of the attempt, absolute;
 * `until`: absent of a run that came to its end.
 */
export async function measuredSeries(
  runDirectory: string,
  patterns: readonly MetricPattern[],
  until?: LogsUntil,
): Promise<GivenSeries[]> {
  const files = runFiles(runDirectory);
  const { metrics } = await readProbeReport(files.probeDirectory, until?.atMs);
  return (await collectSeries(files, patterns, metrics, until)).given();
}

/** The same of a run that ended, without what the probe saw: one that is watched by nobody has no more. */
export async function printedSeries(runDirectory: string, patterns: readonly MetricPattern[]): Promise<GivenSeries[]> {
  return (await collectSeries(runFiles(runDirectory), patterns, [])).given();
}
