import type { MetricPattern, MetricRecord } from '../core/metric.js';
import type { Outcome } from '../core/outcome.js';
import { runFiles } from '../execution/run-files.js';
import { collectMetrics } from '../execution/metrics/collect-metrics.js';

export interface Recollected {
  readonly outcome: Outcome;
  /** How the log contradicts what was read from it when the run ended, in words that follow its name; absent where it does not. */
  readonly contradiction?: string;
}

/**
 * Metrics of patterns that were named after the run: read from its log, so nothing runs again. A run
 * whose only fault was to show no number completes by it.
 */
export async function recollectMetrics(
  attemptDirectory: string,
  outcome: Outcome,
  patterns: readonly MetricPattern[],
): Promise<Recollected> {
  const known = new Set(outcome.metrics.map((metric) => metric.name));
  const missing = patterns.filter((pattern) => !known.has(pattern.name));
  if (missing.length === 0) return { outcome };
  const collected = await collectMetrics(runFiles(attemptDirectory), missing, []);
  const found = collected.filter((metric) => metric.source === 'user-pattern');
  const changed = outcome.metrics.flatMap((metric) => changeOf(metric, collected));
  return {
    outcome: completed({ ...outcome, metrics: [...outcome.metrics, ...found] }, found.length > 0),
    ...(changed[0] === undefined ? {} : { contradiction: changed[0] }),
  };
}

function completed(outcome: Outcome, hasFound: boolean): Outcome {
  if (outcome.kind === 'completed' || outcome.reason.kind !== 'no-metric' || !hasFound) return outcome;
  const { reason: _reason, logTail: _logTail, ...common } = outcome;
  return { ...common, kind: 'completed' };
}

/** Read from the same kind of line, a metric has the value that it had. */
function changeOf({ name, source, value, trace }: MetricRecord, collected: readonly MetricRecord[]): string[] {
  const now = collected.find((metric) => metric.name === name && metric.source === source);
  if (now === undefined || Object.is(now.value, value)) return [];
  return [`has ${name} ${value} (${trace}) in events.jsonl, and ${now.value} (${now.trace}) in its log`];
}
