import type { Finding } from '../findings.js';
import type { KeptModule } from './judge-kept-modules.js';
import type { ModelComparison } from './model-comparison.js';
import { parseTensors } from './tensor-shapes.js';

/** Whether what stays computes in the same number format: mixed precision switched on or off shows here. */
export function judgePrecision({ target }: ModelComparison, { node, now }: KeptModule): Finding[] {
  const [before, after] = [parseTensors(node.print.output)[0]?.dtype, parseTensors(now.print.output)[0]?.dtype];
  if (before === undefined || after === undefined || before === after) return [];
  return [
    {
      severity: target.kinds.has('other') ? 'note' : 'suspicious',
      aspect: 'structure',
      subject: node.label,
      one: `gives ${after} where the baseline gives ${before}`,
      many: `give ${after} where the baseline gives ${before}`,
    },
  ];
}
