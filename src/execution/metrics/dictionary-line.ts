import type { MetricSource } from '../../core/metric.js';
import { readLiteral } from './literal.js';
import { metricsOfMapping, type MappingMetrics } from './mapping-metrics.js';
import { metricName } from './printed/metric-name.js';

export interface DictionaryLine extends MappingMetrics {
  readonly source: MetricSource;
}

/**
 * A line that is a mapping, with or without words before it: JSON, `{'eval_loss': 0.3, 'epoch': 1.0}`,
 * `Results: {"acc": 0.9}`. Only a bare JSON line was meant for a program; the others were printed.
 */
export function readDictionaryLine(text: string): DictionaryLine | undefined {
  const start = text.indexOf('{');
  const trimmed = text.trimEnd();
  if (start < 0 || !trimmed.endsWith('}')) return undefined;
  const literal = readLiteral(trimmed.slice(start));
  if (literal?.kind !== 'mapping') return undefined;
  const mapping = metricsOfMapping(literal);
  const before = text.slice(0, start).trim();
  if (before === '' && isJson(trimmed)) return { ...mapping, source: 'json-line' };
  const context = before.match(/[\p{L}_][\p{L}\p{N}_@/.-]*/gu) ?? [];
  return {
    ...mapping,
    metrics: mapping.metrics.map(({ name, value }) => ({ name: metricName([...context, name]), value })),
    source: 'printed',
  };
}

/** Python's `json` writes NaN and Infinity, which are no JSON. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/(?<=[:,[]\s*)-?(?:NaN|Infinity)\b/g, '0'));
    return true;
  } catch {
    return false;
  }
}
