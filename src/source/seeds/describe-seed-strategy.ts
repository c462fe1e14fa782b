import type { SeedPlace, SeedStrategy } from '../../core/seed-strategy.js';
import { unreachable } from '../../core/unreachable.js';

/** How the seeds reach the script, in a sentence, and the places that change, one line each. */
export interface SeedStrategyDescription {
  readonly how: string;
  readonly places: readonly string[];
}

export function describeSeedStrategy(strategy: SeedStrategy): SeedStrategyDescription {
  switch (strategy.kind) {
    case 'option': {
      const { option, firstSeed, movesSplit } = strategy;
      const split = movesSplit ? ' The data split moves with it.' : '';
      return { how: `The script's own option ${option} is set to ${firstSeed} + the seed index.${split}`, places: [] };
    }
    case 'config-key': {
      const { key, firstSeed, place } = strategy;
      return {
        how: `The key ${key} of ${place.file} is set to ${firstSeed} + the seed index.`,
        places: [`${place.file}:${place.line} ${key}: ${place.text}`],
      };
    }
    case 'shift':
      return {
        how: withNotes('The seed index is added to the seed at each call that consumes one.', strategy.notes),
        places: strategy.places.map(placeInWords),
      };
    case 'environment':
      return {
        how: withNotes(
          'The script sets no seed of its own: the libraries are seeded before it starts.',
          strategy.notes,
        ),
        places: [],
      };
    default:
      return unreachable(strategy);
  }
}

function placeInWords({ file, line, text }: SeedPlace): string {
  return `${file}:${line} ${text} → (${text}) + seed index`;
}

function withNotes(sentence: string, notes: readonly string[] = []): string {
  return [sentence, ...notes].join(' ');
}
