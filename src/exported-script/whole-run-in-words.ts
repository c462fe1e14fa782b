import { unreachable } from '../core/unreachable.js';
import type { WholeRun } from './compare-whole-runs.js';

/** Whether a script that trains so is not the study. */
export function isWrong(result: WholeRun): boolean {
  switch (result.kind) {
    case 'equal':
    case 'not-seen':
      return false;
    case 'differs':
      return result.usualDifference === undefined;
    case 'no-value':
      return true;
    default:
      return unreachable(result);
  }
}

/** What became of a training of the script, for example `accuracy 0.91, in the study 0.93`. */
export function wholeRunInWords(result: WholeRun, metric: string): string {
  switch (result.kind) {
    case 'equal':
      return `${metric} ${result.value} at the end, as in the study`;
    case 'differs': {
      const both = `${metric} ${result.value}, in the study ${result.inTable}`;
      const { usualDifference } = result;
      if (usualDifference === undefined) return both;
      return `${both}, where two runs of one seed differ by ${Number(usualDifference.toPrecision(2))}`;
    }
    case 'no-value':
      return result.reason;
    case 'not-seen':
      return `nothing to compare: ${result.reason}`;
    default:
      return unreachable(result);
  }
}
