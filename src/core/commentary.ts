/** What a model wrote on a finished study, as far as it stood the check against the report. */
export interface Commentary {
  readonly paragraphs: readonly string[];
  /** As the provider names the model that wrote it. */
  readonly modelId: string;
  readonly writtenAt: string;
  /** Tells of which numbers it was written: beside others it has no place. */
  readonly reportKey: string;
  /** Sentences that were left out, as something in them is not in the report. */
  readonly droppedSentences: number;
}
