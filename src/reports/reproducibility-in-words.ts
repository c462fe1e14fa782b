import type { Reproducibility } from '../core/event.js';
import { unreachable } from '../core/unreachable.js';

/** Whether the baseline gives the same numbers again, as a sentence and, where it does not, by how much in each metric. */
export interface ReproducibilityInWords {
  readonly sentence: string;
  readonly tolerances: readonly string[];
}

export function reproducibilityInWords(result: Reproducibility): ReproducibilityInWords {
  switch (result.kind) {
    case 'identical':
      return { sentence: 'The baseline gives the same numbers again at the same seed.', tolerances: [] };
    case 'differs':
      return {
        sentence: 'The baseline differs from itself at the same seed by up to:',
        tolerances: Object.entries(result.tolerance).map(
          ([metric, difference]) => `${metric}: ± ${String(difference)}`,
        ),
      };
    case 'not-checked':
      return { sentence: `Not checked: ${result.reason}`, tolerances: [] };
    default:
      return unreachable(result);
  }
}
