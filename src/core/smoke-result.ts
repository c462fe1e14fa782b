import type { Fingerprint } from './fingerprint.js';

/** What a smoke run, or the first steps of a full run, showed. */
export type SmokeResult =
  /** It took its steps. `failure`: it then failed, in its evaluation. */
  | {
      readonly kind: 'observed';
      readonly fingerprint: Fingerprint;
      readonly durationMs: number;
      readonly failure?: string;
    }
  /** It failed before its first steps were done. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** The variant's edit was not what ran. */
  | { readonly kind: 'not-loaded'; readonly reason: string }
  /** Nothing came within the time given, or nothing could be seen: says nothing about the variant. */
  | { readonly kind: 'nothing-seen'; readonly reason: string };
