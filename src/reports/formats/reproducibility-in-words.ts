import type { BaselineGate, Reproducibility } from '../../core/event.js';
import { unreachable } from '../../core/unreachable.js';

/**
 * Whether the same seed gives the same numbers again: a sentence, and by how much which metrics differ. `gate` tells how much of
 * the baseline was repeated.
 */
export function reproducibilityInWords(
  result: Reproducibility,
  gate: BaselineGate | undefined,
): {
  readonly sentence: string;
  readonly tolerances: readonly { readonly metric: string; readonly difference: string }[];
} {
  switch (result.kind) {
    case 'identical':
      return {
        sentence: `The baseline gives the same numbers again at the same seed${partInWords(gate)}.`,
        tolerances: [],
      };
    case 'differs': {
      const tolerances = Object.entries(result.tolerance).map(([metric, by]) => ({ metric, difference: `± ${by}` }));
      return { sentence: 'The baseline differs from itself at the same seed by up to:', tolerances };
    }
    case 'not-checked':
      return { sentence: `Not checked: ${result.reason}`, tolerances: [] };
    default:
      return unreachable(result);
  }
}

function partInWords(gate: BaselineGate | undefined): string {
  return gate?.kind === 'equal' && gate.extent === 'first-values' ? ', as far as it was repeated' : '';
}
