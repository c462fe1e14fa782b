/** One change that a hint asks for, as a model read it and a person approved it. */
export interface HintTrial {
  /** Short, for tables: `no-skip`. Unique within its hint. */
  readonly id: string;
  /** For the table: `without the skip connection`. */
  readonly title: string;
  readonly change: 'remove' | 'replace';
  /** What is to be done, in the imperative, one or two sentences. */
  readonly instruction: string;
  /** Lines of the hint's file that the change alters, as they stand there, without indentation; not empty. */
  readonly code: readonly string[];
  /** What the author of the hint seems to expect; empty where the hint does not say. */
  readonly expectation: string;
}
