/** Names the folder of a study that has run. */
export interface StudyFolderFlags {
  readonly out?: string;
  readonly name?: string;
}

/** The flags of `report`. */
export interface ReportFlags extends StudyFolderFlags {
  readonly metric?: readonly string[];
  readonly select?: string;
  readonly direction?: string;
  readonly json?: true;
}
