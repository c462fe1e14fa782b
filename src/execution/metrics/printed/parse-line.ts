import { unreachable } from '../../../core/unreachable.js';
import { tokenizeLine, type LineToken } from './line-tokens.js';
import { cleanLine } from './clean-line.js';
import { metricName } from './metric-name.js';
import {
  endsInProgressWord,
  isEpochWord,
  isMeasure,
  isNumberedWord,
  isPreposition,
  progressInWord,
} from './metric-words.js';
import { withDistinctNames } from './distinct-names.js';
import { isValue, valueOf, type ValueToken } from './value-token.js';

/** A number on a printed line and what the line calls it. */
export interface PrintedPair {
  readonly name: string;
  readonly value: number;
  /** ` (in %)` or ` (9912/10000)`: what the trace adds, so that nobody takes 98.3 for 0.983. */
  readonly unit: string;
}

export interface PrintedLine {
  readonly pairs: readonly PrintedPair[];
  readonly epoch?: number;
  /** A counter other than the epoch: step, iteration, batch. */
  readonly step?: number;
}

/** The `name: number`, `name = number` and `name number` pairs of a line, and where the training is. */
export function parsePrintedLine(text: string): PrintedLine {
  return new PrintedLineParser(tokenizeLine(cleanLine(text))).parse();
}

class PrintedLineParser {
  readonly #tokens: readonly LineToken[];
  /** Two numbers side by side: a row of a table, whose first column must not be taken for the value. */
  readonly #isRow: boolean;
  readonly #pairs: PrintedPair[] = [];
  /** Words since the last value or boundary. */
  #label: string[] = [];
  /** `Test set`: what the line says about all that follows. */
  #context: string[] = [];
  #contextIsUsed = false;
  #segmentHasValue = false;
  /** The context to return to, while in a bracket behind a value: `acc: 0.93 (best: 0.95)`. */
  #outerContext: string[] | undefined;
  #lastLabel: string[] = [];
  #epoch: number | undefined;
  #step: number | undefined;

  constructor(tokens: readonly LineToken[]) {
    this.#tokens = tokens;
    this.#isRow = tokens.some((token, index) => isValue(token) && isValue(tokens[index + 1]));
  }

  parse(): PrintedLine {
    for (let index = this.#takeLeadingStep(); index < this.#tokens.length; index++) {
      index = this.#take(index);
    }
    return {
      pairs: withDistinctNames(this.#pairs),
      ...(this.#epoch === undefined ? {} : { epoch: this.#epoch }),
      ...(this.#step === undefined ? {} : { step: this.#step }),
    };
  }

  /** `[10]` of XGBoost and `[1, 2000]` at the start of the line: the step. Returns the next index. */
  #takeLeadingStep(): number {
    const [first, second, third] = this.#tokens;
    if (first?.kind !== 'open' || !isValue(second) || (third?.kind !== 'close' && third?.kind !== 'boundary')) return 0;
    if (second.kind === 'number' && !second.isInteger) return 0;
    this.#step = second.kind === 'number' ? second.value : second.numerator;
    return 2;
  }

  /** Takes the token at `index`; returns the index of the last token it used. */
  #take(index: number): number {
    const token = this.#tokens[index];
    if (token === undefined) return index;
    switch (token.kind) {
      case 'word':
        this.#takeWord(token.text);
        return index;
      case 'number':
      case 'ratio':
        this.#takeBareValue(token, index);
        return index;
      case 'separator':
        return this.#takeSeparator(index);
      case 'boundary':
        this.#endSegment();
        return index;
      case 'open':
        return this.#takeOpen(index);
      case 'close':
        this.#takeClose();
        return index;
      case 'unread-value':
        this.#dropLabel();
        return index;
      case 'other':
        return index;
      default:
        return unreachable(token);
    }
  }

  #takeWord(text: string): void {
    const progress = progressInWord(text);
    if (progress === undefined) this.#label.push(text);
    else this.#setProgress(text.replace(/[-_]?\d+$/, ''), progress);
  }

  #takeBareValue(token: ValueToken, index: number): void {
    if (this.#takeProgress(token)) return;
    const last = this.#label.at(-1);
    const isInteger = token.kind === 'number' && token.isInteger;
    if (last === undefined || this.#tokens[index - 1]?.kind !== 'word') {
      // `200/2983 batches`: the words behind it are about it. `(the 10000 test images)`: they are not.
      if (last === undefined) this.#dropLabel();
    } else if (isInteger && isNumberedWord(last)) {
      this.#label.push(String(token.value));
    } else if (!this.#isRow && this.#isSaidWithoutSeparator(token, last)) {
      this.#addPair(token, index);
    } else if (!isInteger) {
      this.#dropLabel();
    }
  }

  #dropLabel(): void {
    this.#label = [];
    this.#lastLabel = [];
    this.#segmentHasValue = true;
  }

  /** `loss 0.3`, `accuracy is 93 %`: without a separator, only a word for a measure makes it a metric. */
  #isSaidWithoutSeparator(token: ValueToken, last: string): boolean {
    if (isPreposition(last)) return false;
    const words = [...this.#context, ...this.#label];
    if (/^(?:is|was|of|reached|reaches)$/i.test(last)) {
      this.#label.pop();
      return isMeasure(words);
    }
    if (token.kind === 'ratio' || (token.isInteger && !token.percent)) return isMeasure([last]);
    return isMeasure(words) || this.#epoch !== undefined || this.#step !== undefined;
  }

  #takeSeparator(index: number): number {
    const next = this.#tokens[index + 1];
    if (isValue(next)) {
      if (!this.#takeProgress(next)) this.#addPair(next, index + 1);
      return index + 1;
    }
    const inBracket = this.#tokens[index + 2];
    if (next?.kind === 'open' && isValue(inBracket) && this.#takeProgress(inBracket)) return index + 2;
    if (next?.kind === 'unread-value') this.#dropLabel();
    else this.#setContext(this.#label);
    this.#label = [];
    return index;
  }

  #takeOpen(index: number): number {
    const next = this.#tokens[index + 1];
    if (isValue(next) && this.#takeProgress(next)) return index + 1;
    const isBehindValue = isValue(this.#tokens[index - 1]) && this.#lastLabel.length > 0;
    if (isBehindValue && this.#label.length === 0 && this.#outerContext === undefined) {
      this.#outerContext = this.#context;
      this.#context = [...this.#context, ...this.#lastLabel];
    }
    return index;
  }

  #takeClose(): void {
    if (this.#outerContext !== undefined) {
      this.#context = this.#outerContext;
      this.#outerContext = undefined;
      this.#label = [];
    } else if (this.#tokens[0]?.kind === 'open' && this.#pairs.length === 0) {
      this.#endSegment();
    }
  }

  #endSegment(): void {
    if (!this.#segmentHasValue && this.#label.length > 0) this.#setContext(this.#label);
    this.#label = [];
    this.#segmentHasValue = false;
  }

  #setContext(words: readonly string[]): void {
    if (words.length === 0) return;
    this.#context = this.#contextIsUsed ? [...words] : [...this.#context, ...words];
    this.#contextIsUsed = false;
  }

  #takeProgress(token: ValueToken): boolean {
    if (!endsInProgressWord(this.#label)) return false;
    const word = this.#label.pop() ?? '';
    this.#setProgress(word, token.kind === 'number' ? token.value : token.numerator);
    return true;
  }

  #setProgress(word: string, value: number): void {
    if (isEpochWord(word)) this.#epoch ??= value;
    else this.#step ??= value;
  }

  #addPair(token: ValueToken, index: number): void {
    const label = this.#label;
    this.#label = [];
    const reading = this.#isOneOfMany(index) ? undefined : valueOf(token, label, this.#tokens[index + 1]);
    const name = metricName([...this.#context, ...label]);
    if (reading !== undefined && label.length > 0 && /\p{L}/u.test(name)) {
      this.#pairs.push({ name, ...reading });
      this.#contextIsUsed = true;
      this.#lastLabel = label;
    }
    this.#segmentHasValue = true;
  }

  /** `losses: 0.3, 0.4`, `scores: 0.3 0.4`, `lr: 0.1 -> 0.01`, `mAP@0.5:0.95: 0.3`: it is not the value, or not alone. */
  #isOneOfMany(index: number): boolean {
    if (isValue(this.#tokens[index + 1]) || this.#tokens[index + 1]?.kind === 'separator') return true;
    if (this.#tokens[index + 1]?.kind !== 'boundary' || !isValue(this.#tokens[index + 2])) return false;
    const after = this.#tokens[index + 3];
    return after === undefined || after.kind === 'boundary' || after.kind === 'close';
  }
}
