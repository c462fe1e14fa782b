import type { PythonFile } from './python-file.js';

/** The files of a study as they are on disk: the script and every local module it imports, transitively. */
export interface Project {
  /** Absolute. */
  readonly root: string;
  /** Relative to `root`, as are all keys and paths below; forward slashes. */
  readonly script: string;
  readonly pythonFiles: ReadonlyMap<string, PythonFile>;
  /** Configuration files (YAML, TOML, JSON) that a Python file names or `ablation.yaml` points at. */
  readonly configFiles: ReadonlyMap<string, ConfigFile>;
  /** Folders that local imports were found in, relative to `root` ('' is the root itself), in order of search. */
  readonly importRoots: readonly string[];
  /** Top-level names of imported modules that are not local files. */
  readonly externalImports: readonly string[];
}

export interface ConfigFile {
  readonly path: string;
  readonly format: 'yaml' | 'toml' | 'json';
  readonly text: string;
}

/** The text of a source or configuration file; undefined for a file that is none of the project's. */
export function textOf({ pythonFiles, configFiles }: Project, file: string): string | undefined {
  return (pythonFiles.get(file) ?? configFiles.get(file))?.text;
}
