/** Whether the runs of a study were forked from a process that had imported the libraries, and what that rests on. */
export type ForkingUse =
  /**
   * Forked, the baseline was what it is as a process of its own: in the fingerprint of its first steps and in all
   * numbers, `in-full` or as far as it had come when it was stopped.
   */
  | { readonly kind: 'forked'; readonly libraries: readonly string[]; readonly extent: 'in-full' | 'first-steps' }
  /** It was not, so every run is a process of its own. */
  | { readonly kind: 'differed'; readonly how: string }
  | { readonly kind: 'off'; readonly reason: string };
