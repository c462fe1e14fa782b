import { unreachable } from '../../../core/unreachable.js';
import { readNumber } from '../number-text.js';
import { metricName } from './metric-name.js';
import { endsInProgressWord, isMeasure } from './metric-words.js';

export interface TableRow {
  readonly step?: number;
  readonly pairs: readonly { readonly name: string; readonly value: number }[];
}

/** A table that is being read. Any other table is left unread: guessing columns gives wrong numbers. */
type Table =
  | { readonly kind: 'none' }
  /** scikit-learn's `classification_report`. */
  | { readonly kind: 'classification-report' }
  /** A header whose first column counts epochs or steps, as fastai and skorch print it. */
  | { readonly kind: 'progress'; readonly separator: RegExp; readonly columns: readonly string[] };

const REPORT_HEADER = /^\s*precision\s+recall\s+f1-score\s+support\s*$/;
const REPORT_ROW = /^\s*(accuracy|micro avg|macro avg|weighted avg|samples avg)((?:\s+[\d.]+)+)\s*$/;
const REPORT_COLUMNS = ['precision', 'recall', 'f1_score'];
const RULE_LINE = /^[\s|+:=─━═│┃┼╪-]*$/;
const SEPARATORS = [/\s*[|│┃]\s*/, /\s*,\s*/, /\t+\s*|\s{2,}/];

/** Follows the lines of a log and reads the rows of tables with a known meaning. */
export class TableReader {
  #table: Table = { kind: 'none' };

  /** The row's numbers; `undefined` when the line is no part of a table that is understood. */
  read(text: string): TableRow | undefined {
    const header = tableOfHeader(text);
    if (header !== undefined) {
      this.#table = header;
      return { pairs: [] };
    }
    switch (this.#table.kind) {
      case 'none':
        return labelledRow(text);
      case 'classification-report':
        return reportRow(text);
      case 'progress': {
        if (RULE_LINE.test(text)) return { pairs: [] };
        const row = progressRow(text, this.#table.separator, this.#table.columns);
        if (row === undefined) this.#table = { kind: 'none' };
        return row;
      }
      default:
        return unreachable(this.#table);
    }
  }
}

function tableOfHeader(text: string): Table | undefined {
  if (REPORT_HEADER.test(text)) return { kind: 'classification-report' };
  if (!/^[\s|│┃]*(?:epoch|ep|step|iter|iteration|round)\b/i.test(text) || /\d\s*$/.test(text)) return undefined;
  for (const separator of SEPARATORS) {
    const columns = cells(text, separator);
    const areNames = columns.every((cell) => /^[\p{L}_][^:=]*$/u.test(cell) && !/\s\d/.test(cell));
    if (columns.length >= 2 && areNames && endsInProgressWord(columns.slice(0, 1))) {
      return { kind: 'progress', separator, columns };
    }
  }
  return undefined;
}

/** `│ test_acc │ 0.9877 │`: two cells, of which one is the other's name. */
function labelledRow(text: string): TableRow | undefined {
  if (!/^\s*[|│┃]/.test(text)) return undefined;
  const [label = '', number = '', ...more] = cells(text, /[|│┃]/);
  const value = readNumber(number);
  if (value === undefined || more.length > 0 || !isMeasure([label])) return undefined;
  return { pairs: [{ name: metricName([label]), value }] };
}

function reportRow(text: string): TableRow | undefined {
  const row = REPORT_ROW.exec(text);
  if (row === null) return undefined;
  const [, label = '', columns = ''] = row;
  const numbers = columns.trim().split(/\s+/).map(Number);
  if (label === 'accuracy')
    return numbers.length === 2 ? { pairs: [{ name: 'accuracy', value: numbers[0] ?? NaN }] } : undefined;
  if (numbers.length !== REPORT_COLUMNS.length + 1) return undefined;
  return {
    pairs: REPORT_COLUMNS.map((column, index) => ({
      name: metricName([label, column]),
      value: numbers[index] ?? NaN,
    })),
  };
}

function progressRow(text: string, separator: RegExp, columns: readonly string[]): TableRow | undefined {
  const row = cells(text, separator);
  const step = readNumber(row[0] ?? '');
  if (step === undefined) return undefined;
  // A row with an empty cell does not say which one is empty.
  if (row.length !== columns.length) return { pairs: [] };
  const pairs = columns.slice(1).flatMap((column, index) => {
    const value = readNumber((row[index + 1] ?? '').replace(/%$/, ''));
    return value === undefined ? [] : [{ name: metricName([column]), value }];
  });
  return { step, pairs };
}

function cells(text: string, separator: RegExp): string[] {
  return text
    .split(separator)
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '');
}
