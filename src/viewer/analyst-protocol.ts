/** What the viewer asks a study's analyst. `revision`: what the study's folder looked like when it was asked. */
export interface AnalystQuestion {
  readonly number: number;
  readonly topic: 'view' | 'figures';
  readonly revision: string;
  /** Another metric than the study's own. */
  readonly metric?: string;
}

/** `json`: the text of a `StudyView`, or of a list of `FigureView`. */
export type AnalystAnswer =
  | { readonly number: number; readonly kind: 'answered'; readonly json: string }
  /** The study's folder cannot be read as it is; the message is for people. */
  | { readonly number: number; readonly kind: 'refused'; readonly message: string }
  /** A mistake of ours; `stack` for its reporter. */
  | { readonly number: number; readonly kind: 'failed'; readonly stack: string };
