/** Whether the runs of a study were forked from a process that had imported the libraries, and what that rests on. */
export type ForkingUse =
  /**
   * Forked, the baseline was what it is as a process of its own: `in-full`, or as far as it had come when it was stopped, in the
   * fingerprint of its first steps and its numbers or, where it takes no steps that are seen, in its first numbers.
   * `first-steps-only`: it gave no number that could be compared.
   */
  | {
      readonly kind: 'forked';
      readonly libraries: readonly string[];
      readonly extent: 'in-full' | 'first-steps' | 'first-numbers' | 'first-steps-only';
      /** That process ended in the middle of the study: what it took along, and what came later, was made in processes of their own. */
      readonly endedEarly?: true;
    }
  /** It was not, so every run is a process of its own. */
  | { readonly kind: 'differed'; readonly how: string }
  | { readonly kind: 'off'; readonly reason: string };
