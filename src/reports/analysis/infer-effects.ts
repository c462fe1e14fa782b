import type { Effect, Inference } from '../../core/effect.js';
import { unreachable } from '../../core/unreachable.js';
import { holm, type HolmDecision } from '../../statistics/holm.js';
import { pairedT, pairedTInterval, type PairedT } from '../../statistics/paired-t.js';
import { signFlipPValue, smallestSignFlipPValue } from '../../statistics/sign-flip.js';
import { mean } from '../../statistics/summary.js';
import { isZeroThroughout, type PairedDifferences } from './paired-differences.js';

/** An effect with the test behind it; findings need more of the test than the report shows. */
export interface InferredEffect {
  readonly pairs: PairedDifferences;
  readonly effect: Effect;
  readonly test: EffectTest;
}

/** How a difference was tested, and what Holm's adjustment over its family said. */
export type EffectTest = NoTest | (PossibleTest & { readonly decision: HolmDecision });

/** Whether chance has a part in the script's numbers; without it, equal differences are exact. */
export type Chance = 'some' | 'none';

/** One pair, or numbers without chance: nothing to test. */
interface NoTest {
  readonly kind: 'none';
  readonly why: 'single-pair' | 'exact';
}

type PossibleTest =
  /** Equal differences, though chance has a part in the numbers. */
  | { readonly kind: 'sign-flip'; readonly pValue: number }
  | { readonly kind: 'paired-t'; readonly pValue: number; readonly paired: PairedT };

/**
 * Tests a family of effects together, by trial id: p-values are adjusted by Holm over all that can
 * be tested.
 */
export function inferFamily(
  family: readonly { readonly trialId: string; readonly pairs: PairedDifferences }[],
  alpha: number,
  chance: Chance,
): Map<string, InferredEffect> {
  const singles = family.map(({ trialId, pairs }) => ({ trialId, pairs, single: singleTest(pairs, chance) }));
  const pValues = singles.flatMap(({ single }) => (single.kind === 'none' ? [] : [single.pValue]));
  const decisions = holm(pValues, alpha).values();
  return new Map(
    singles.map(({ trialId, pairs, single }) => {
      const test = single.kind === 'none' ? single : decided(single, decisions.next().value);
      return [trialId, { pairs, test, effect: effectOf(pairs, inferenceOf(pairs, test, alpha)) }];
    }),
  );
}

function singleTest(pairs: PairedDifferences, chance: Chance): NoTest | PossibleTest {
  switch (pairs.spread) {
    case 'single-pair':
      return { kind: 'none', why: 'single-pair' };
    case 'constant':
      return chance === 'none' ? { kind: 'none', why: 'exact' } : constantTest(pairs);
    case 'varying': {
      const paired = pairedT(pairs.differences.map(({ difference }) => difference));
      return paired === undefined ? constantTest(pairs) : { kind: 'paired-t', paired, pValue: paired.pValue };
    }
    default:
      return unreachable(pairs.spread);
  }
}

/** Equal differences: all signs agree, so the sign-flip p is the smallest there is, or 1 where they are 0. */
function constantTest(pairs: PairedDifferences): PossibleTest {
  return { kind: 'sign-flip', pValue: isZeroThroughout(pairs) ? 1 : smallestSignFlipPValue(pairs.differences.length) };
}

function decided(single: PossibleTest, decision: HolmDecision | undefined): EffectTest {
  if (decision === undefined) throw new Error('Internal error: a test without a decision of its family');
  return { ...single, decision };
}

function inferenceOf({ differences }: PairedDifferences, test: EffectTest, alpha: number): Inference {
  switch (test.kind) {
    case 'none':
      return { kind: test.why };
    case 'sign-flip':
      return {
        kind: 'constant-difference',
        signFlipPValue: test.pValue,
        smallestSignFlipPValue: smallestSignFlipPValue(differences.length),
        adjustedPValue: test.decision.adjustedPValue,
      };
    case 'paired-t': {
      const signFlip = signFlipPValue(differences.map(({ difference }) => difference));
      return {
        kind: 'paired-t',
        standardDeviation: test.paired.standardDeviation,
        interval: pairedTInterval(test.paired, alpha),
        adjustedInterval: pairedTInterval(test.paired, test.decision.level),
        pValue: test.paired.pValue,
        adjustedPValue: test.decision.adjustedPValue,
        ...(signFlip === undefined ? {} : { signFlipPValue: signFlip }),
        smallestSignFlipPValue: smallestSignFlipPValue(differences.length),
        effectSize: test.paired.effectSize,
      };
    }
    default:
      return unreachable(test);
  }
}

function effectOf({ differences }: PairedDifferences, inference: Inference): Effect {
  return {
    pairs: differences.length,
    meanDifference: mean(differences.map(({ difference }) => difference)),
    differences,
    inference,
  };
}
