import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MetricPattern, MetricRecord } from '../../../../src/core/metric.js';
import { collectSeries } from '../../../../src/execution/metrics/collect-metrics.js';
import type { LogsUntil } from '../../../../src/execution/metrics/logs-until.js';
import type { GivenSeries, MetricSeries } from '../../../../src/execution/metrics/metric-series.js';
import type { ProbeMetric } from '../../../../src/execution/probe-report.js';
import { runFiles } from '../../../../src/execution/run-files.js';

export interface RunOutput {
  readonly stdout?: string | Buffer;
  readonly stderr?: string;
  readonly metricsFile?: string;
  readonly probeMetrics?: readonly ProbeMetric[];
  readonly patterns?: readonly MetricPattern[];
  /** Absent: the run has ended. */
  readonly until?: LogsUntil;
}

/** Collects the metrics of a run that left these files. */
export async function collect(output: RunOutput): Promise<MetricRecord[]> {
  return (await seriesOf(output)).records();
}

/** The same, to be compared with another run. */
export async function given(output: RunOutput): Promise<GivenSeries[]> {
  return (await seriesOf(output)).given();
}

async function seriesOf(output: RunOutput): Promise<MetricSeries> {
  const folder = await mkdtemp(join(tmpdir(), 'ablationmage-metrics-'));
  try {
    const files = runFiles(folder);
    if (output.stdout !== undefined) await writeFile(files.stdout, output.stdout);
    if (output.stderr !== undefined) await writeFile(files.stderr, output.stderr);
    if (output.metricsFile !== undefined) await writeFile(files.metrics, output.metricsFile);
    return await collectSeries(files, output.patterns ?? [], output.probeMetrics ?? [], output.until);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The last values by name, of a run that printed this. */
export async function printedMetrics(stdout: string): Promise<Record<string, number>> {
  return Object.fromEntries((await collect({ stdout })).map(({ name, value }) => [name, value]));
}
