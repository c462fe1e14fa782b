import { readDictionaryLine } from './dictionary-line.js';
import type { LogSegment } from './log-segments.js';
import { readMetricLine } from './metric-line.js';
import { barDescription } from './printed/clean-line.js';
import { withoutLogPrefix } from './printed/log-prefix.js';
import { parsePrintedLine } from './printed/parse-line.js';
import { TableReader } from './printed/table-reader.js';
import { stepProperty, type Reading } from './reading.js';
import { readUserPatterns, type CompiledPattern } from './user-patterns.js';

const MAY_HOLD_A_NUMBER = /\d|nan|inf/i;
const MAY_BE_A_HEADER = /precision|epoch|step|iter|round/i;

/** Reads numbers out of what a run printed, segment after segment. */
export class PrintedLogReader {
  readonly #logName: string;
  readonly #patterns: readonly CompiledPattern[];
  readonly #onReading: (reading: Reading) => void;
  readonly #tables = new TableReader();
  /** A segment that the next one may overwrite, as progress bars do. */
  #pending: LogSegment | undefined;
  #epoch: number | undefined;

  constructor(logName: string, patterns: readonly CompiledPattern[], onReading: (reading: Reading) => void) {
    this.#logName = logName;
    this.#patterns = patterns;
    this.#onReading = onReading;
  }

  push(segment: LogSegment): void {
    const pending = this.#pending;
    this.#pending = segment.overwritten ? segment : undefined;
    if (pending !== undefined && !overwrites(segment, pending)) this.#read(pending);
    if (!segment.overwritten) this.#read(segment);
  }

  end(): void {
    if (this.#pending !== undefined) this.#read(this.#pending);
    this.#pending = undefined;
  }

  #read({ text, line }: LogSegment): void {
    const trace = `${this.#logName}:${line}`;
    if (this.#patterns.length > 0) {
      readUserPatterns(text, this.#patterns, this.#epoch, trace).forEach(this.#onReading);
    }
    if (!MAY_HOLD_A_NUMBER.test(text) && !MAY_BE_A_HEADER.test(text)) return;
    this.#readUnasked(text, trace).forEach(this.#onReading);
  }

  #readUnasked(text: string, trace: string): Reading[] {
    const metrics = readMetricLine(text, trace);
    if (metrics !== undefined) return metrics;
    const dictionary = readDictionaryLine(withoutLogPrefix(text));
    if (dictionary !== undefined) {
      const step = dictionary.step ?? this.#epoch;
      return this.#toReadings(dictionary.source, dictionary.metrics, step, 'mapping', () => trace);
    }
    const row = this.#tables.read(text);
    if (row !== undefined) {
      return this.#toReadings('printed', row.pairs, row.step ?? this.#epoch, 'table', () => trace);
    }
    return this.#readPrinted(text, trace);
  }

  #readPrinted(text: string, trace: string): Reading[] {
    const { pairs, epoch, step } = parsePrintedLine(text);
    if (epoch !== undefined) this.#epoch = epoch;
    const ownStep = epoch ?? step;
    const shape = ownStep === undefined ? 'line' : 'line with step';
    return this.#toReadings(
      'printed',
      pairs,
      ownStep ?? this.#epoch,
      shape,
      (index) => trace + (pairs[index]?.unit ?? ''),
    );
  }

  /**
   * The names a line says together tell it apart from the other lines of a script: training and
   * evaluation that both print `loss` rarely print the same line.
   */
  #toReadings(
    source: Reading['source'],
    metrics: readonly { readonly name: string; readonly value: number }[],
    step: number | undefined,
    shape: string,
    traceOf: (index: number) => string,
  ): Reading[] {
    const names = metrics.map(({ name }) => name);
    return metrics.map(({ name, value }, index) => {
      const occurrence = names.slice(0, index).filter((other) => other === name).length;
      const origin = [shape, occurrence, ...names].join('\t');
      return { source, name, value, ...stepProperty(step), origin, trace: traceOf(index) };
    });
  }
}

/** Whether `next` shows all that `previous` showed, on the same line of the terminal, later. */
function overwrites(next: LogSegment, previous: LogSegment): boolean {
  if (next.line !== previous.line) return false;
  const [nextBar, previousBar] = [barDescription(next.text), barDescription(previous.text)];
  if (nextBar !== undefined && previousBar !== undefined) return nextBar === previousBar;
  if (nextBar !== undefined || previousBar !== undefined) return false;
  const [later, earlier] = [parsePrintedLine(next.text), parsePrintedLine(previous.text)];
  const names = new Set(later.pairs.map(({ name }) => name));
  const isSameStep = later.epoch === earlier.epoch && later.step === earlier.step;
  return isSameStep && earlier.pairs.every(({ name }) => names.has(name));
}
