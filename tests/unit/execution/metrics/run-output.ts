import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MetricPattern, MetricRecord } from '../../../../src/core/metric.js';
import { collectSeries } from '../../../../src/execution/metrics/collect-metrics.js';
import type { LogExtent } from '../../../../src/execution/metrics/log-extent.js';
import type { GivenSeries, MetricSeries } from '../../../../src/execution/metrics/metric-series.js';
import type { ProbeMetric } from '../../../../src/execution/probe-report.js';

export interface RunOutput {
  readonly stdout?: string | Buffer;
  readonly stderr?: string;
  readonly metricsFile?: string;
  readonly probeMetrics?: readonly ProbeMetric[];
  readonly patterns?: readonly MetricPattern[];
  readonly extent?: LogExtent;
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
    const stdoutPath = join(folder, 'stdout.log');
    const metricsFilePath = join(folder, 'metrics.jsonl');
    if (output.stdout !== undefined) await writeFile(stdoutPath, output.stdout);
    const stderrPath = join(folder, 'stderr.log');
    if (output.stderr !== undefined) await writeFile(stderrPath, output.stderr);
    if (output.metricsFile !== undefined) await writeFile(metricsFilePath, output.metricsFile);
    const { probeMetrics = [], patterns = [], extent = 'ended' } = output;
    return await collectSeries({ stdoutPath, stderrPath, metricsFilePath, probeMetrics, patterns, extent });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The last values by name, of a run that printed this. */
export async function printedMetrics(stdout: string): Promise<Record<string, number>> {
  return Object.fromEntries((await collect({ stdout })).map(({ name, value }) => [name, value]));
}
