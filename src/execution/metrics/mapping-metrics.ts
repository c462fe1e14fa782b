import type { Literal } from './literal.js';
import { stepProperty } from './reading.js';

/** The numbers of one mapping: `{"epoch": 3, "val": {"acc": 0.9}}` has `val_acc` at step 3. */
export interface MappingMetrics {
  readonly step?: number;
  readonly metrics: readonly { readonly name: string; readonly value: number }[];
}

const STEP_KEYS = ['step', 'epoch', 'global_step', 'iteration', 'iter'];

/**
 * Numbers of a mapping, nested ones under `outer_inner`; lists, texts and truth values are no metrics.
 * `{"name": "acc", "value": 0.9, "step": 3}` is one metric called `acc`.
 */
export function metricsOfMapping(mapping: Literal & { kind: 'mapping' }): MappingMetrics {
  const fields = new Map(mapping.entries);
  const name = fields.get('name');
  const value = fields.get('value');
  const step = stepOf(fields);
  if (name?.kind === 'text' && value?.kind === 'number') {
    return { ...stepProperty(step), metrics: [{ name: name.value, value: value.value }] };
  }
  const metrics = flatten(mapping, '').filter((metric) => !STEP_KEYS.includes(metric.name));
  return { ...stepProperty(step), metrics };
}

function stepOf(fields: ReadonlyMap<string, Literal>): number | undefined {
  for (const key of STEP_KEYS) {
    const field = fields.get(key);
    if (field?.kind === 'number') return field.value;
  }
  return undefined;
}

function flatten(mapping: Literal & { kind: 'mapping' }, prefix: string): { name: string; value: number }[] {
  return mapping.entries.flatMap(([key, field]) => {
    const name = prefix + key;
    if (field.kind === 'number') return [{ name, value: field.value }];
    return field.kind === 'mapping' ? flatten(field, `${name}_`) : [];
  });
}
