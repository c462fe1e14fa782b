import type { ForkingUse } from '../core/forking.js';
import { unreachable } from '../core/unreachable.js';

/** How the processes of the runs came about, as one sentence. */
export function forkingInWords(use: ForkingUse): string {
  switch (use.kind) {
    case 'forked': {
      const libraries = new Intl.ListFormat('en').format(use.libraries);
      const same =
        use.extent === 'in-full' ? 'the same numbers' : 'the same first steps and numbers, as far as it was compared';
      return (
        `Runs were forked from one process that had imported ${libraries}; forked, the baseline gave ${same} ` +
        'as in a process of its own.'
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
