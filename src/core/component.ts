import type { Edit } from './edit.js';
import type { HintTrial } from './hint-trial.js';

/** What a user writes in the parentheses of `#ABLATABLE_COMPONENT(...)`. */
export interface MarkOptions {
  /** Labels the component; becomes its id. */
  readonly name?: string;
  /** Components of one group are removed together, in one trial. */
  readonly group?: string;
  /** The expression to put in the component's place, instead of removing it. */
  readonly replace?: string;
  /** The part of the marked line that is meant, as it stands in the source. */
  readonly term?: string;
  /** Every element of the marked container becomes a component of its own. */
  readonly each: boolean;
}

interface ComponentBase {
  /** Readable and unique in the study: `conv2`, `model.dropout1`. */
  readonly id: string;
  readonly group?: string;
}

/** A place in a Python file that a mark points at; a rule or a model removes it. */
export interface CodeComponent extends ComponentBase {
  readonly kind: 'code';
  readonly file: string;
  /** 1-based line of the marked code (not of the mark, where that stands on the line above). */
  readonly line: number;
  /** Of the mark, 1-based, where it stands above the code. */
  readonly markLine?: number;
  /**
   * Offsets of what is meant, in the pristine text: the smallest syntax node the mark points at
   * (statement, list element, argument, decorator, header of a compound statement ...).
   */
  readonly start: number;
  readonly end: number;
  readonly options: MarkOptions;
  /** For an element that `each` made: which element of the marked container it is. */
  readonly element?: number;
}

/** A block of prose between the two hint marks; only a model can act on it. */
export interface HintComponent extends ComponentBase {
  readonly kind: 'hint';
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
  readonly hint: string;
  /** The code it stands at, in words: the same hint elsewhere asks for something else. */
  readonly anchor: string;
  /** Which of the changes that the hint asks for; absent before a model read it and a person approved that. */
  readonly trial?: HintTrial;
}

/** A change of the script's own command line: `--no-aug`, `model.attn=false`. */
export interface ArgumentComponent extends ComponentBase {
  readonly kind: 'argument';
  /** Appended to the script's arguments; an option given there already is replaced. */
  readonly arguments: readonly string[];
}

/** A key of a configuration file (YAML, TOML, JSON) that is set to another value, or removed. */
export interface ConfigComponent extends ComponentBase {
  readonly kind: 'config';
  readonly file: string;
  readonly line?: number;
  /** The edits that make the change, formatting and comments of the rest kept. */
  readonly edits: readonly Edit[];
  /** What the change is, in words: `set optimizer.amsgrad: false`, `remove the entry dropout`. */
  readonly change: string;
  readonly replaces: boolean;
}

/** One ablatable thing. */
export type Component = CodeComponent | HintComponent | ArgumentComponent | ConfigComponent;
