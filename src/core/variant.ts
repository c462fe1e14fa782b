import type { Edit } from './edit.js';

/** Who wrote a variant. */
export type VariantOrigin =
  | { readonly kind: 'none' }
  | { readonly kind: 'rule'; readonly rules: readonly string[] }
  | { readonly kind: 'author' }
  /** `repairs`: how often it was sent back before it was what it is. */
  | { readonly kind: 'model'; readonly modelId: string; readonly repairs: number };

/** What a trial runs: edits against the pristine files and/or changed arguments. */
export interface Variant {
  readonly trialId: string;
  readonly origin: VariantOrigin;
  readonly edits: readonly Edit[];
  /** Arguments added to the script's own, in order. */
  readonly arguments: readonly string[];
  /** What was done, one sentence per component, for the report. */
  readonly notes: readonly string[];
}

/** One edit by its words. */
export interface ChangedCode {
  readonly file: string;
  /** The line it begins on, and which of the lines that say the same. */
  readonly line: string;
  readonly occurrence: number;
  readonly removed: string;
  readonly inserted: string;
}

/** What a variant does, without numbers of places: the same in files that changed elsewhere. */
export interface VariantChange {
  readonly edits: readonly ChangedCode[];
  readonly arguments: readonly string[];
}

/** What a rule says of one component. Not sure means abstain: a wrong variant is the worst defect. */
export type RuleDecision =
  | {
      readonly kind: 'edit';
      readonly rule: string;
      readonly edits: readonly Edit[];
      /** What the edit does, in a few words: `removes the statement`. */
      readonly note: string;
    }
  | { readonly kind: 'abstain'; readonly rule: string; readonly reason: string }
  /** The mark makes no sense here (an import, `loss.backward()`): an error for this component. */
  | { readonly kind: 'meaningless'; readonly reason: string }
  /** Not this rule's kind of code; the next rule is asked. */
  | { readonly kind: 'not-mine' };
