/** One change that a hint asks for, as a model read it and a person approved it. */
export interface HintTrial {
  /** Short, for tables: `no-skip`. Unique within its hint. */
  readonly id: string;
  /** For the table: `without the skip connection`. */
  readonly title: string;
  readonly change: 'remove' | 'replace';
  /** What is to be done, in the imperative, one or two sentences. */
  readonly instruction: string;
  /** Lines of the hint's file, as they are and as they are to be; not empty. What follows from them is not listed. */
  readonly changes: readonly LineChange[];
  /** What the author of the hint seems to expect; empty where the hint does not say. */
  readonly expectation: string;
}

/** A line and what stands there afterwards, both without indentation. */
export interface LineChange {
  readonly before: string;
  /** Several lines where something comes beside it; empty where it goes. */
  readonly after: string;
  /** Which of the lines of the file that say this, from 1: numbers of lines change with every edit. */
  readonly occurrence: number;
}
