import { unreachable } from './unreachable.js';
import type { Evidence, Verdict } from './verdict.js';

/** `suspicious`; `rejected, accepted by a person`. */
export function verdictInWords(verdict: Verdict): string {
  return verdict.acceptedByPerson === true && verdict.kind !== 'faithful'
    ? `${verdict.kind}, accepted by a person`
    : verdict.kind;
}

/** `lr is 0.01 where the baseline has 0.001 (train.py:31)`. */
export function evidenceInWords({ message, place }: Evidence): string {
  return place === undefined ? message : `${message} (${place})`;
}

/** The reasons a reader sees beside the table: the first two, and how many more there are. Empty for none. */
export function reasonsInWords({ reasons }: Verdict): string {
  const shown = reasons.slice(0, SHOWN_REASONS).map(evidenceInWords);
  const more = reasons.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

const SHOWN_REASONS = 2;

/** Why a variant was not run: `rejected: lr is 0.01 where the baseline has 0.001`. */
export function refusalInWords(verdict: Verdict): string {
  const [first] = verdict.reasons;
  const reason = first === undefined ? '' : `: ${first.message}`;
  switch (verdict.kind) {
    case 'rejected':
      return `rejected${reason}`;
    case 'suspicious':
      return `rejected as suspicious (--strict)${reason}`;
    case 'faithful':
    case 'unchecked':
      return `not run although ${verdict.kind}`;
    default:
      return unreachable(verdict.kind);
  }
}
