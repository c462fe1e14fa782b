import type { SandboxGrants } from '../../core/sandbox-grants.js';

/** How far a study's runs are kept from the rest of the machine: the same for all of them, baseline included. */
export type SandboxLevel =
  /** Each run in bubblewrap; `path` is the program, absolute. */
  | { readonly kind: 'bwrap'; readonly path: string; readonly grants: SandboxGrants }
  | { readonly kind: 'none'; readonly reason: string };
