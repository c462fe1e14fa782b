import type { ForkingUse } from '../core/forking.js';
import { unreachable } from '../core/unreachable.js';

/** How the processes of the runs came about, as one sentence. */
export function forkingInWords(use: ForkingUse): string {
  switch (use.kind) {
    case 'forked': {
      const libraries = new Intl.ListFormat('en').format(use.libraries);
      const end = use.endedEarly === true ? ', until it ended in the middle of the study' : '';
      return (
        `Runs were forked from one process that had imported ${libraries}${end}; ` +
        `forked, the baseline ${sameInWords(use.extent)}.`
      );
    }
    case 'differed':
      return `Every run was a process of its own: forked from one that had imported the libraries, the baseline ${use.how}.`;
    case 'off':
      return `Every run was a process of its own; forking was off: ${use.reason}.`;
    default:
      return unreachable(use);
  }
}

function sameInWords(extent: Extract<ForkingUse, { kind: 'forked' }>['extent']): string {
  switch (extent) {
    case 'in-full':
      return 'gave the same numbers as in a process of its own';
    case 'first-steps':
      return 'gave the same first steps and numbers, as far as it was compared, as in a process of its own';
    case 'first-numbers':
      return 'gave the same numbers, as far as it was compared, as in a process of its own';
    case 'first-steps-only':
      return 'took the same first steps as in a process of its own, and gave no number that could be compared';
    default:
      return unreachable(extent);
  }
}
