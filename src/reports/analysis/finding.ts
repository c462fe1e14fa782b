import { directionOfDifference } from '../../core/effect-direction.js';
import type { MetricChoice } from '../../core/metric.js';
import type { Finding } from '../../core/finding.js';
import type { MetricMeaning } from '../../core/report.js';
import { unreachable } from '../../core/unreachable.js';
import type { HolmDecision } from '../../statistics/holm.js';
import { pairsForSignFlip } from '../../statistics/sign-flip.js';
import type { InferredEffect } from './infer-effects.js';
import { numberInWords } from './number-in-words.js';
import { isZeroThroughout, type PairedDifferences } from './paired-differences.js';
import {
  FEWEST_SEEDS_FOR_NO_EFFECT,
  inconclusive,
  noDetectableEffect,
  equalSoFar,
  undecidedFinding,
} from './undecided-finding.js';

/** What is known of a trial's effect on the primary metric, beyond the numbers. */
export interface EffectContext {
  readonly change: 'remove' | 'replace';
  readonly metric: MetricChoice;
  /** The check found the variant to be without its component. */
  readonly isProven: boolean;
  /** All recorded numbers are bit for bit those of the baseline. */
  readonly isIdentical: boolean;
  /** Whether the component is, or may be, part of the metric, which is another quantity without it. */
  readonly meaning?: MetricMeaning;
  readonly equivalence?: { readonly margin: number; readonly decision?: HolmDecision };
}

/** What an effect means, in words. */
export function findingOf(inferred: InferredEffect, context: EffectContext): Finding {
  if (context.isIdentical) return noEffectAtAll(context);
  const finding = findingByTest(inferred, context);
  if (context.meaning === undefined) return finding;
  const doubt =
    context.meaning === 'changed' ? 'but the metric changed its meaning' : 'unless the metric changed its meaning';
  return { ...finding, inWords: `${finding.inWords}; ${doubt}` };
}

function findingByTest({ pairs, effect, test }: InferredEffect, context: EffectContext): Finding {
  switch (test.kind) {
    case 'none':
      return test.why === 'exact'
        ? exactDifference(pairs, effect.meanDifference, context)
        : { kind: 'single-run', inWords: 'single run: no claim' };
    case 'sign-flip':
      if (test.decision.rejected) return claim(effect.meanDifference, context);
      if (!isZeroThroughout(pairs)) {
        return inconclusive({ kind: 'seeds', seeds: pairsForSignFlip(test.decision.level) }, effect.pairs);
      }
      return effect.pairs >= FEWEST_SEEDS_FOR_NO_EFFECT ? noDetectableEffect() : equalSoFar();
    case 'paired-t': {
      if (test.decision.rejected) return claim(effect.meanDifference, context);
      const { equivalence } = context;
      if (equivalence?.decision === undefined) return undecidedFinding(test.paired, test.decision.level, undefined);
      const { margin, decision } = equivalence;
      if (decision.rejected) return { kind: 'equivalent', inWords: `equivalent within ±${numberInWords(margin)}` };
      return undecidedFinding(test.paired, test.decision.level, { margin, level: decision.level });
    }
    default:
      return unreachable(test);
  }
}

/** 0 is excluded: which way, and whether it is nevertheless shown to be within the user's margin. */
function claim(meanDifference: number, context: EffectContext): Finding {
  const kind = directionOfDifference(meanDifference, context.metric.direction);
  if (kind === undefined) return noDetectableEffect();
  const { equivalence } = context;
  const limit =
    equivalence?.decision?.rejected === true ? `, but by less than ${numberInWords(equivalence.margin)}` : '';
  return { kind, inWords: `${changing(context.change)} ${kind}${limit}` };
}

function exactDifference(pairs: PairedDifferences, difference: number, context: EffectContext): Finding {
  const { metric, equivalence } = context;
  const size = Math.abs(difference);
  const verb = difference > 0 ? 'raises' : 'lowers';
  const what = isZeroThroughout(pairs)
    ? `leaves ${metric.name} exactly as it was`
    : `${verb} ${metric.name} by exactly ${numberInWords(size)}`;
  const inside =
    equivalence !== undefined && size < equivalence.margin ? `, within ±${numberInWords(equivalence.margin)}` : '';
  return { kind: 'exact-difference', inWords: `${changing(context.change)} ${what}${inside} (deterministic)` };
}

function noEffectAtAll({ change, isProven }: EffectContext): Finding {
  const done = change === 'remove' ? 'removed' : 'replaced';
  const why = isProven ? `, though it was ${done}` : `: is it really ${done}?`;
  return { kind: 'no-effect-at-all', inWords: `had no effect at all${why}` };
}

function changing(change: 'remove' | 'replace'): string {
  return change === 'remove' ? 'removing it' : 'replacing it';
}
