/** Where the study's code stands, and what it starts. */
export interface StudyPlace {
  /** Name of the file it stands in. */
  readonly file: string;
  /** The file that trains, relative to that; where there is one file, what it was called where the study was started. */
  readonly script: string;
  /** Folders of a folder that local imports are found in, relative to it. */
  readonly importRoots: readonly string[];
  /** Sources and configuration files of a folder, as they are named in it; empty where there is one file. */
  readonly sources: readonly string[];
  /** By trial: files other than sources that it has of its own. */
  readonly trialFiles: ReadonlyMap<string, readonly string[]>;
}
