import type { NumberedLine } from './nearest-lines.js';
import type { EditBlock } from './parsed-reply.js';

/** Why a block cannot be applied. */
export interface BlockFailure {
  /** Which block of the reply, from 1. */
  readonly number: number;
  readonly block: EditBlock;
  readonly problem: BlockProblem;
}

export type BlockProblem =
  | { readonly kind: 'unknown-file'; readonly known: readonly string[] }
  | { readonly kind: 'empty-search' }
  | { readonly kind: 'no-op' }
  /** `isReplacementThere`: the new lines stand in the file. `elsewhere`: files that hold the search lines. */
  | {
      readonly kind: 'not-found';
      readonly nearest: readonly NumberedLine[];
      readonly isReplacementThere: boolean;
      readonly elsewhere: readonly string[];
    }
  /** Numbers, from 1, of the lines at which the search lines stand. */
  | { readonly kind: 'ambiguous'; readonly lines: readonly number[] }
  /** It changes lines that the block `other` changes. */
  | { readonly kind: 'overlap'; readonly other: number };
