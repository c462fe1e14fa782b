import type { Evidence } from '../../core/verdict.js';
import type { Difference } from '../syntax/difference.js';
import type { NameKey } from '../syntax/name-key.js';
import type { Comparison } from './comparison.js';
import type { Target } from './target.js';

/** Why a difference may be there. */
export type Explanation =
  /** It is the component itself. */
  | 'component'
  /** It uses what the component defined. */
  | 'use'
  /** Nothing needs it any more. */
  | 'dead-code'
  /** A size that follows from what is gone. */
  | 'size'
  | 'harmless';

export interface ExplainedDifferences {
  readonly explained: ReadonlyMap<Difference, Explanation>;
  readonly unexplained: readonly Difference[];
  /** What was found on the way: a use that took more with it than the component. */
  readonly evidence: readonly Evidence[];
}

/** What is accounted for so far, and what it says of the rest. */
export interface Account {
  readonly comparison: Comparison;
  readonly target: Target;
  readonly explained: ReadonlyMap<Difference, Explanation>;
  /** Names that mean nothing any more: those of the component, then those that lost their definition with it. */
  readonly lost: ReadonlySet<NameKey>;
  /** Of these, without those that merely had no other use: a neighbour's layer may have gone with it. */
  readonly owned: ReadonlySet<NameKey>;
}

/** One way in which a difference can follow from the component. */
export interface Reason {
  readonly explanation: Explanation;
  readonly holds: (difference: Difference, account: Account) => boolean;
}
