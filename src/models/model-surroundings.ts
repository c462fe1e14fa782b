/** What a model may know of the machine it is called from. */
export interface ModelSurroundings {
  /** The keys of an env file the user named are merged in already. */
  readonly environment: NodeJS.ProcessEnv;
  /** A call ends as `stalled` when no byte arrives for this long. */
  readonly idleTimeoutMs: number;
  readonly say: (message: string) => void;
}
