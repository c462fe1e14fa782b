import { equivalencePValue } from '../../statistics/equivalence.js';
import { holm, type HolmDecision } from '../../statistics/holm.js';
import type { InferredEffect } from './infer-effects.js';

/**
 * By trial id, what the test for equivalence within ±margin said: two one-sided tests, their p-values
 * adjusted by Holm over the family. Only effects that were tested by paired t are in it.
 */
export function showEquivalence(
  effects: ReadonlyMap<string, InferredEffect>,
  margin: number,
  alpha: number,
): ReadonlyMap<string, HolmDecision> {
  const tested = [...effects].flatMap(([trialId, { test }]) =>
    test.kind === 'paired-t' ? [{ trialId, pValue: equivalencePValue(test.paired, margin) }] : [],
  );
  const decisions = holm(
    tested.map(({ pValue }) => pValue),
    alpha,
  ).entries();
  return new Map(
    [...decisions].flatMap(([index, decision]) => {
      const trialId = tested[index]?.trialId;
      return trialId === undefined ? [] : [[trialId, decision] as const];
    }),
  );
}
