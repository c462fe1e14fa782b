/** What sandboxed runs get beyond their own folders: the same for all of a study. */
export interface SandboxGrants {
  /** `shared`: the machine's own. */
  readonly network: 'none' | 'shared';
  /** Variables with keys and tokens that are passed on all the same; never those of LLM providers. */
  readonly variables: readonly string[];
  /** Folders that runs may write to although others see it: caches. Absolute. */
  readonly caches: readonly string[];
}

export const NO_GRANTS: SandboxGrants = { network: 'none', variables: [], caches: [] };
