/** The Python that runs a study, and why this one. */
export interface Interpreter {
  /** `sys.executable`: shims resolved, symbolic links not, because a venv's `python` is one. Absolute. */
  readonly path: string;
  /** How to start it: the path, or the user's own words for it (`uv run python`). */
  readonly command: readonly string[];
  /** `3.11.2` */
  readonly version: string;
  /** For people: `.venv: the first of 2 tried that has torch and sklearn`. */
  readonly reason: string;
  /** Versions of the imported third-party packages that the interpreter has, by the name of the import. */
  readonly packages: Readonly<Record<string, string>>;
  /** Files that imported modules resolve to, by name; packages without a file are absent. */
  readonly moduleOrigins: Readonly<Record<string, string>>;
  /** Of the imports, those that come with Python. */
  readonly standardModules: readonly string[];
  /** Imports it cannot resolve: absent loggers; anything, where the user or their command decides. */
  readonly missingModules: readonly string[];
}

/** No candidate can resolve the script's imports. */
export interface InterpreterFailure {
  /** In the order they were tried. */
  readonly tried: readonly RejectedCandidate[];
  /** The same for the user: each candidate with what it lacks, and what to do. */
  readonly message: string;
}

export interface RejectedCandidate {
  /** How it was found: `VIRTUAL_ENV`, `python3 on PATH`. */
  readonly origin: string;
  readonly command: readonly string[];
  readonly reason: RejectionReason;
}

export type RejectionReason =
  | { readonly kind: 'missing-modules'; readonly executable: string; readonly modules: readonly string[] }
  | { readonly kind: 'too-old'; readonly version: string }
  | { readonly kind: 'does-not-start'; readonly message: string };

/** What is known of the script and the user's wishes. Paths absolute. */
export interface InterpreterRequest {
  /** `--python` or `python:`: a path from the current folder, or a name on PATH. */
  readonly explicit?: string;
  /** The user's own command, at least what stands before the script: `['uv', 'run', 'python']`. */
  readonly commandPrefix?: readonly string[];
  readonly projectRoot: string;
  readonly script: string;
  /** Top-level names of the imports that the script cannot do without. */
  readonly externalImports: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A Python that might serve: not known yet whether it starts. */
export interface Candidate {
  readonly origin: string;
  readonly command: readonly string[];
}
