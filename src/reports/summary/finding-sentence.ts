import type { Finding } from '../../core/finding.js';
import type { Report } from '../../core/report.js';
import { unreachable } from '../../core/unreachable.js';
import { countInWords, numberInWords } from '../analysis/number-in-words.js';
import type { TrialRow } from '../formats/trial-row.js';
import { changeItem, changeName, changing } from './change-item.js';

/** Beyond these the rest of a group is listed by name. */
const MOST_WITH_NUMBERS = 8;

/** All findings of one kind in a sentence; `rows` have it, and are not empty. */
export function findingSentence(report: Report, kind: Finding['kind'], rows: readonly TrialRow[]): string {
  const items = (said: RegExp) => listed(report, rows, said);
  switch (kind) {
    case 'hurts':
      return `${bySize(report, rows, 'hurts', 'hurt')}: ${items(/^\w+ it hurts/u)}.`;
    case 'helps':
      return `${bySize(report, rows, 'helps', 'help')}: ${items(/^\w+ it helps/u)}.`;
    case 'equivalent':
      return `Equivalent to the baseline within ±${numberInWords(report.method.equivalenceMargin ?? 0)}: ${items(/^equivalent within ±[\d.e-]+/u)}.`;
    case 'no-detectable-effect':
      return `No effect was detected, which does not show that there is none: ${items(/^no detectable effect/u)}.`;
    case 'inconclusive':
      return `Inconclusive: ${items(/^inconclusive/u)}.`;
    case 'single-run':
      return `Single runs, which allow no claim: ${items(/^single run: no claim/u)}.`;
    case 'exact-difference':
      return `Exact, since nothing varies over the seeds: ${rows.map((row) => exactly(row)).join('; ')}.`;
    case 'no-effect-at-all':
      return `Without any effect, every number being the baseline’s: ${items(/^had no effect at all/u)}.`;
    case 'failed':
      return `Failed, so that nothing is known: ${items(/^failed/u)}.`;
    case 'rejected':
      return `Rejected as no fair ablation, so that nothing is known: ${items(/^rejected/u)}.`;
    case 'not-run':
      return `Not run yet: ${items(/^.*$/u)}.`;
    default:
      return unreachable(kind);
  }
}

function bySize({ trials }: Report, rows: readonly TrialRow[], one: string, several: string): string {
  const of = trials.filter(({ change }) => change !== 'none').length;
  if (rows.length === 1) return `1 of ${countInWords(of, 'change')} ${one}`;
  return `${rows.length} of ${of} changes ${several}, the largest effect first`;
}

function listed(report: Report, rows: readonly TrialRow[], said: RegExp): string {
  const shown = rows.slice(0, MOST_WITH_NUMBERS).map((row) => changeItem(report, row, said));
  const rest = rows.slice(MOST_WITH_NUMBERS).map(changeName);
  return [...shown, ...(rest.length === 0 ? [] : [`and ${rest.length} more: ${rest.join(', ')}`])].join('; ');
}

/** `removing age lowers f1 by exactly 0.0028 (deterministic)` */
function exactly(row: TrialRow): string {
  return (row.finding ?? '').replace(/^\w+ it/u, changing(row));
}
