/** Something to tell the user about a place in their files. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning' | 'note';
  /** What is wrong and what to do next, one or two sentences, no trailing newline. */
  readonly message: string;
  readonly place?: SourcePlace;
}

/** A place in a file of the project, for people: lines and columns count from 1. */
export interface SourcePlace {
  /** Path relative to the project root, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  /** The offending source line, without its line end. */
  readonly sourceLine?: string;
}
