import type { ModelCost } from '../../core/model-cost.js';
import { formatDollars } from './format-dollars.js';

/** `3 calls, 12,040 tokens in, 910 out, $0.050`; a price that is not known is not told as 0. */
export function modelCostInWords({ calls, usage, isEstimated, costUsd }: ModelCost): string {
  const about = isEstimated ? 'about ' : '';
  const cached = usage.cacheReadTokens === 0 ? '' : ` (${count(usage.cacheReadTokens)} of them cached)`;
  const tokens = `${about}${count(usage.inputTokens)} tokens in${cached}, ${count(usage.outputTokens)} out`;
  return `${calls} ${calls === 1 ? 'call' : 'calls'}, ${tokens}, ${costUsd === undefined ? 'price not known' : formatDollars(costUsd)}`;
}

function count(tokens: number): string {
  return Math.round(tokens).toLocaleString('en-US');
}
