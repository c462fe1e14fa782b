import type { ModelFlags } from '../config/resolve-model.js';

/** Names the folder of a study that has run. */
export interface StudyFolderFlags {
  readonly out?: string;
  readonly name?: string;
}

/** The flags of `report`. */
export interface ReportFlags extends StudyFolderFlags, ModelFlags {
  readonly metric?: readonly string[];
  readonly select?: string;
  readonly direction?: string;
  readonly json?: true;
  /** Names, also several with commas. */
  readonly format?: readonly string[];
  /** Experiment trackers to write for: names, also several with commas. */
  readonly to?: readonly string[];
  /** The Python that has their libraries, instead of the study's. */
  readonly python?: string;
  /** The folder files are written to, instead of the study's. */
  readonly output?: string;
  /** A `report.json`, instead of a study's folder. */
  readonly from?: string;
  /** Ask a model to comment on the numbers. */
  readonly commentary?: true;
}
