import type { Document } from './document.js';

/** What one of the two commands asks a model for. */
export type WholeScriptTask =
  | { readonly kind: 'first-call'; readonly documents: readonly Document[] }
  | {
      readonly kind: 'followup-call';
      readonly documents: readonly Document[];
      /** What the script printed when it was run, its error included. */
      readonly output: string;
    };

/** The two parts of a first message to a model; `material` before `request`. */
export interface Conversation {
  readonly system: string;
  readonly material: string;
  readonly request: string;
}
