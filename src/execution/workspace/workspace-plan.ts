/** What every run's working copy of the project is made of. Made once per study. All lists are sorted. */
export interface WorkspacePlan {
  /** Absolute. The paths below are relative to it, with forward slashes. */
  readonly projectRoot: string;
  /** Real folders, parents first. */
  readonly directories: readonly string[];
  /** Sources, configuration, small texts: each run has its own. */
  readonly copies: readonly string[];
  /** Data, and whole folders of data: links to the user's own. */
  readonly links: readonly string[];
  /** What a run cannot see, with the reason, for the report. */
  readonly leftOut: readonly LeftOut[];
  /** Linked all the same, but worth a line in the report. */
  readonly notes: readonly string[];
  /** The folders above the project, nearest first, so that `../data` is still found. */
  readonly surroundings: readonly Surrounding[];
}

/** The reason given for the environment packages are installed in: commands may still point into it. */
export const VIRTUAL_ENVIRONMENT = 'a virtual environment';

export interface LeftOut {
  readonly path: string;
  readonly reason: string;
}

/** One folder above the project and what else lies in it. */
export interface Surrounding {
  /** Absolute. */
  readonly directory: string;
  readonly entries: readonly string[];
}
