import type { Syntax } from './plain-syntax.js';

/** One place where a variant's syntax differs from the baseline's, as small as it can be told. */
export type Difference =
  | { readonly kind: 'deleted'; readonly base: Syntax }
  | {
      readonly kind: 'inserted';
      readonly variant: Syntax;
      /** What it was put into, on the baseline's side. */ readonly into: Syntax;
    }
  | { readonly kind: 'replaced'; readonly base: Syntax; readonly variant: Syntax }
  /** A compound statement went and left its body (`with autocast():`), or what stood below its `else`. */
  | { readonly kind: 'unwrapped'; readonly base: Syntax; readonly stays: 'body' | 'alternative' }
  /** Code of the baseline was put under a new compound statement: `try:` */
  | { readonly kind: 'wrapped'; readonly variant: Syntax; readonly into: Syntax };

/** Where it is, for people: in the variant where that has the place. */
export function sideOf(difference: Difference): Syntax {
  return difference.kind === 'deleted' || difference.kind === 'unwrapped' ? difference.base : difference.variant;
}
