import type { LineToken } from './line-tokens.js';
import { isMeasure, isUnit } from './metric-words.js';

export type ValueToken = LineToken & { kind: 'number' | 'ratio' };

/** Whether a token can be the value of a name. */
export function isValue(token: LineToken | undefined): token is ValueToken {
  return token?.kind === 'number' || token?.kind === 'ratio';
}

/** The value a token gives to what it is called; undefined for durations, sizes, and ratios of anything but hits. */
export function valueOf(
  token: ValueToken,
  label: readonly string[],
  next: LineToken | undefined,
): { value: number; unit: string } | undefined {
  if (next?.kind === 'word' && isUnit(next.text)) return undefined;
  if (token.kind === 'number') return { value: token.value, unit: token.percent ? ' (in %)' : '' };
  const { numerator, denominator } = token;
  if (denominator === 0 || numerator > denominator || !isMeasure(label)) return undefined;
  return { value: numerator / denominator, unit: ` (${numerator}/${denominator})` };
}
