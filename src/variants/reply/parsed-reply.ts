/** What a model's reply says, before anything is looked up in the files. */
export type ParsedReply =
  | { readonly kind: 'blocks'; readonly summary?: string; readonly blocks: readonly EditBlock[] }
  | { readonly kind: 'files'; readonly summary?: string; readonly files: readonly WholeFile[] }
  | { readonly kind: 'refusal'; readonly reason: string }
  /** `problem` is for the model: what is wrong and what is expected. */
  | { readonly kind: 'malformed'; readonly problem: string };

/** One replacement: the whole lines `search` of a file become the lines `replace`. */
export interface EditBlock {
  /** A path of the project where the model named one; else the path as the model wrote it. */
  readonly file: string;
  readonly search: string;
  readonly replace: string;
}

/** A file given anew from its first to its last line. */
export interface WholeFile {
  readonly file: string;
  readonly text: string;
}
