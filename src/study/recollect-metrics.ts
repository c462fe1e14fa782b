import type { MetricPattern } from '../core/metric.js';
import type { Outcome } from '../core/outcome.js';
import { runFiles } from '../execution/run-files.js';
import { collectMetrics } from '../execution/metrics/collect-metrics.js';

/**
 * Metrics of patterns that were named after the run: read from its log, so nothing runs again. A run
 * whose only fault was to show no number completes by it.
 */
export async function recollectMetrics(
  attemptDirectory: string,
  outcome: Outcome,
  patterns: readonly MetricPattern[],
): Promise<Outcome> {
  const known = new Set(outcome.metrics.map((metric) => metric.name));
  const missing = patterns.filter((pattern) => !known.has(pattern.name));
  if (missing.length === 0) return outcome;
  const files = runFiles(attemptDirectory);
  const collected = await collectMetrics({
    stdoutPath: files.stdout,
    stderrPath: files.stderr,
    metricsFilePath: files.metrics,
    probeMetrics: [],
    patterns: missing,
  });
  const found = collected.filter((metric) => metric.source === 'user-pattern');
  const metrics = [...outcome.metrics, ...found];
  if (outcome.kind === 'completed') return { ...outcome, metrics };
  if (outcome.reason.kind !== 'no-metric' || found.length === 0) return { ...outcome, metrics };
  const { reason: _reason, logTail: _logTail, ...common } = outcome;
  return { ...common, kind: 'completed', metrics };
}
