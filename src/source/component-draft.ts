import type { Component } from '../core/component.js';
import type { Diagnostic, SourcePlace } from '../core/diagnostic.js';

/** A component whose id is still a wish: ids become unique only over the whole study. */
export interface ComponentDraft {
  readonly component: Component;
  readonly naming: Naming;
  /** Where it was written, for messages. */
  readonly place: SourcePlace;
}

export type Naming =
  /** The user's own word, taken as it is or refused. */
  | { readonly kind: 'given' }
  /** Derived from the code: on a clash one of these is put before it, else it is numbered. */
  | { readonly kind: 'derived'; readonly qualifiers: readonly string[] };

/** What one file holds, before ids are unique. */
export interface Drafts {
  readonly drafts: readonly ComponentDraft[];
  readonly diagnostics: readonly Diagnostic[];
}
