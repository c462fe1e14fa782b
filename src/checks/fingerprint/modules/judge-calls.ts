import type { Finding } from '../findings.js';
import { countInWords } from '../in-words.js';
import { inputChanged, type KeptModule } from './judge-kept-modules.js';
import type { ModelComparison } from './model-comparison.js';
import { rootOf } from './module-tree.js';

/**
 * How often what stays is called, for as many calls of its root. What has no parameters is often shared
 * (one `self.relu` for all), so that one use less is a consequence; so it is where the component is a term
 * for which a model is called once more. A cell is called as often as its sequence is long.
 */
export function judgeCalls({ candidates }: ModelComparison, { node, now }: KeptModule): Finding[] {
  const [before, after] = [node.print.calls, now.print.calls];
  const isComparable = rootOf(node) !== node && rootOf(node).print.calls === rootOf(now).print.calls;
  if (!isComparable || before === 0 || after === before) return [];
  if (after < before && node.print.parameters.length === 0) return [];
  const followsInput = node.parent !== undefined && now.parent !== undefined && inputChanged(node.parent, now.parent);
  const isFewerByATerm = after < before && candidates.by === 'none';
  const times = `${countInWords(after, 'time')} where the baseline calls it ${countInWords(before, 'time')}`;
  return [
    {
      severity: followsInput || isFewerByATerm ? 'note' : 'suspicious',
      aspect: 'structure',
      subject: node.label,
      one: `is called ${times}`,
      many: `are called ${times.replace(' it ', ' them ')}`,
    },
  ];
}
