import type { Finding } from '../../core/finding.js';
import type { PairedT } from '../../statistics/paired-t.js';
import { SEEDS_LIMIT, seedsToDetect, seedsToShowEquivalence, type SeedsNeeded } from '../../statistics/seeds-needed.js';

/** With fewer seeds than this, an effect that was not detected says nothing yet. */
export const FEWEST_SEEDS_FOR_NO_EFFECT = 5;

/** An observed effect that would take more seeds than this to detect is called not detectable. */
const MOST_SEEDS_WORTH_ADDING = 30;

/** The margin a user gave, and the level its test was held against. */
export interface EquivalenceQuestion {
  readonly margin: number;
  readonly level: number;
}

/**
 * What to say of an effect whose test did not reject 0 (and which was not shown equivalent).
 *
 * With a margin, the question has an answer that more seeds can give: inconclusive, with the seeds
 * that would detect the observed effect or show it to be inside the margin, whichever is fewer.
 *
 * Without one, nobody said which size matters, and the only scale is the noise: `no detectable
 * effect` where the observed effect is so small against it that more than 30 seeds would be needed
 * to detect it with 80 % power at Holm's level, and at least 5 were run; else inconclusive. It is a
 * statement about this study, never one of equivalence; the interval beside it says what is not
 * excluded.
 */
export function undecidedFinding(test: PairedT, level: number, equivalence: EquivalenceQuestion | undefined): Finding {
  const detect = seedsToDetect(test.effectSize, level);
  if (equivalence !== undefined) {
    const { margin } = equivalence;
    const deviation = test.standardDeviation;
    const show = seedsToShowEquivalence(test.effectSize, margin / deviation, equivalence.level);
    return inconclusive(fewer(detect, show), test.pairs);
  }
  if (detect.kind === 'seeds' && detect.seeds <= MOST_SEEDS_WORTH_ADDING) return inconclusive(detect, test.pairs);
  return test.pairs >= FEWEST_SEEDS_FOR_NO_EFFECT ? noDetectableEffect() : tooFewSeeds();
}

export function noDetectableEffect(): Finding {
  return { kind: 'no-detectable-effect', inWords: 'no detectable effect' };
}

/** So few seeds that not even the number needed can be estimated. */
function tooFewSeeds(): Finding {
  return {
    kind: 'inconclusive',
    inWords: `inconclusive: at least ${FEWEST_SEEDS_FOR_NO_EFFECT} seeds would be needed`,
    seedsNeeded: FEWEST_SEEDS_FOR_NO_EFFECT,
  };
}

/** The metric is the same at every seed, and too few of them were run to say more. */
export function equalSoFar(): Finding {
  return {
    kind: 'inconclusive',
    inWords: `equal at every seed so far; at least ${FEWEST_SEEDS_FOR_NO_EFFECT} seeds would be needed`,
    seedsNeeded: FEWEST_SEEDS_FOR_NO_EFFECT,
  };
}

/** More seeds than there are now, always: the data so far did not decide. */
export function inconclusive(needed: SeedsNeeded, pairs: number): Finding {
  if (needed.kind === 'beyond-limit') {
    return { kind: 'inconclusive', inWords: `inconclusive: more than ${SEEDS_LIMIT} seeds would be needed` };
  }
  const seeds = Math.max(needed.seeds, pairs + 1);
  return { kind: 'inconclusive', inWords: `inconclusive: about ${seeds} seeds would be needed`, seedsNeeded: seeds };
}

function fewer(first: SeedsNeeded, second: SeedsNeeded): SeedsNeeded {
  if (first.kind === 'beyond-limit') return second;
  if (second.kind === 'beyond-limit') return first;
  return first.seeds <= second.seeds ? first : second;
}
