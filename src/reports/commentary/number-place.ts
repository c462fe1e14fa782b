import { BLOT } from './named-trials.js';
import type { WrittenNumber } from './written-numbers.js';

/** What the words around a number say that it is. */
export type NumberPlace = 'p-value' | 'change' | 'anywhere';

const ABOUT = '(?:about|around|roughly|nearly|almost|some|only|just|approximately)';
const P_BEFORE =
  /(?:\bp(?:[- ]?values?)?\s?(?:\([^)]*\)\s?)?(?:=|<|>|≤|≥|≈|is|was|of)\s*|\bp(?:[- ]values?| of)\b[^.;:\d]{0,30}\b(?:is|was|are|were|of|at|being)\s(?:only\s|about\s)?)$/iu;
const CHANGE_NOUN =
  'drops?|gains?|falls?|rises?|increases?|decreases?|declines?|reductions?|improvements?|deteriorations?|degradations?';
/** `a drop of`, `a drop in accuracy of`, `costs`, `by`. */
const CHANGE_BEFORE = new RegExp(
  `\\b(?:(?:${CHANGE_NOUN})(?: in [^.;:,\\d]{1,30}?)? of|costs?|costing|by)(?: ${ABOUT})?\\s$`,
  'iu',
);
const LOSS_BEFORE = new RegExp(`\\b(?:loss(?:es)? of|los(?:es|t|ing))(?: ${ABOUT})?\\s$`, 'iu');
/** `a 0.024 drop`, `a 0.024 accuracy drop`. */
const CHANGE_BEHIND = new RegExp(`^[ -](?:[\\p{L}${BLOT}_]+ )?(?:${CHANGE_NOUN})\\b`, 'iu');
const LOSS_BEHIND = new RegExp(`^[ -](?:[\\p{L}${BLOT}_]+ )?loss(?:es)?\\b`, 'iu');

/** Where a number stands. `lossIsAMetric`: a loss is then no change for the worse, but what was measured. */
export function placeOfNumber({ leading, following }: WrittenNumber, lossIsAMetric: boolean): NumberPlace {
  if (P_BEFORE.test(leading)) return 'p-value';
  if (CHANGE_BEFORE.test(leading) || CHANGE_BEHIND.test(following)) return 'change';
  const isLost = LOSS_BEFORE.test(leading) || LOSS_BEHIND.test(following);
  return isLost && !lossIsAMetric ? 'change' : 'anywhere';
}

const COUNTED_ELSE =
  /^[ -](?:\p{L}+ )?(?<noun>data ?sets?|epochs?|layers?|models?|class(?:es)?|folds?|gpus?|heads?|blocks?|images?|tasks?|benchmarks?|domains?|languages?|networks?|architectures?)\b/iu;

/** What is directly said to be counted, where it is no seed, run or trial: `datasets`. */
export function otherCountedNoun({ following }: WrittenNumber): string | undefined {
  return COUNTED_ELSE.exec(following)?.groups?.noun?.toLowerCase();
}
