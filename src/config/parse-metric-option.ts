import { messageOf } from '../core/message-of.js';
import type { MetricPattern, MetricSelection } from '../core/metric.js';
import { UserError } from '../core/user-error.js';

/** One `--metric`: a name, or `NAME=/regular expression/` whose first group is the number. */
export function parseMetricOption(text: string): { readonly name: string; readonly pattern?: MetricPattern } {
  const match = /^([^=]+)=\/(.*)\/$/s.exec(text);
  if (match === null) return { name: text.trim() };
  const name = (match[1] ?? '').trim();
  const pattern = match[2] ?? '';
  try {
    if ((new RegExp(`${pattern}|`).exec('')?.length ?? 0) < 2) {
      throw new UserError(
        `--metric ${text}: the expression needs a group around the number, like acc=/accuracy: ([\\d.]+)/.`,
      );
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`--metric ${text}: not a regular expression: ${messageOf(error)}`);
  }
  return { name, pattern: { name, pattern } };
}

/** `last`, or `best:val_loss`. */
export function parseSelection(text: string): MetricSelection {
  if (text === 'last') return { kind: 'last' };
  const by = /^best:(.+)$/.exec(text)?.[1]?.trim();
  if (by !== undefined) return { kind: 'best', by };
  throw new UserError(`--select ${text}: say "last", or "best:NAME" for the value at the epoch where NAME is best.`);
}
