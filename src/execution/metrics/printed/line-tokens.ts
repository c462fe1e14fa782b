import { NUMBER_PATTERN, readNumber } from '../number-text.js';

/** What a printed line consists of, as far as names and numbers go. */
export type LineToken =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number; readonly isInteger: boolean; readonly percent: boolean }
  | { readonly kind: 'ratio'; readonly numerator: number; readonly denominator: number }
  /** `:`, `=` or an arrow: what follows belongs to what precedes. */
  | { readonly kind: 'separator' }
  /** `,`, `;`, `|`, a tab, a dash between spaces: a new part of the line. */
  | { readonly kind: 'boundary' }
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  /** Dates, times, versions, paths, sizes, durations: a value that is no metric. */
  | { readonly kind: 'unread-value' }
  /** Any other character. */
  | { readonly kind: 'other' };

/** Sticky: each is tried at one place only, so that a line is read once from left to right. */
const PATH = /\w+:\/\/\S+|(?:cuda|gpu|cpu|mps|xpu):\d+|[A-Za-z]:\\\S+|(?:\.{1,2}|~)?\/[\w.~-]\S*/uy;
const DATE = /\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}\S*)?|\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?(?![\w.])/y;
const RATIO = /(\d+)\s?\/\s?(\d+)(?![\w./])/y;
const NUMBER = new RegExp(
  String.raw`(${NUMBER_PATTERN}|[+-](?:inf|nan)\b)(?![\p{L}\d_/\\]|[.,:-]\d|[.-]\p{L})(\s?%)?`,
  'uy',
);
const GLUED = /[+-]?[\d.][^\s,;|()[\]{}]*/y;
const WORD = /[\p{L}_][\p{L}\p{N}_@./%'’^²-]*/uy;
const SEPARATOR = /==?>?>?|->|→|:/y;
const DASH = /[-–—](?=\s)/y;

const FILE_NAME =
  /\.(?:py|pth?|ckpt|json|ya?ml|toml|csv|tsv|txt|log|png|svg|pdf|pkl|np[yz]|h5|hdf5|safetensors|bin|onnx|gz|zip)$/i;

/** Splits a line into tokens; white space between them is dropped. */
export function tokenizeLine(text: string): LineToken[] {
  const tokens: LineToken[] = [];
  for (let position = 0; position < text.length;) {
    const character = text[position] ?? '';
    if (character === ' ') position++;
    else position += takeToken(text, position, character, tokens);
  }
  return tokens;
}

/** Adds the token at `position`, if there is one; returns its length. */
function takeToken(text: string, position: number, character: string, tokens: LineToken[]): number {
  if ('|│┃║,;\t'.includes(character)) {
    tokens.push({ kind: 'boundary' });
    return 1;
  }
  if ('([{'.includes(character)) {
    tokens.push({ kind: 'open' });
    return 1;
  }
  if (')]}'.includes(character)) {
    tokens.push({ kind: 'close' });
    return 1;
  }
  const match = matchValue(text, position, character, tokens) ?? matchWord(text, position, character, tokens);
  if (match !== undefined) return match;
  if (character.trim() !== '') tokens.push({ kind: 'other' });
  return 1;
}

function matchValue(text: string, position: number, character: string, tokens: LineToken[]): number | undefined {
  if (!/[\d.+~/-]/.test(character)) return undefined;
  const unread = matchAt(PATH, text, position) ?? matchAt(DATE, text, position);
  if (unread !== undefined) {
    tokens.push({ kind: 'unread-value' });
    return unread[0].length;
  }
  const ratio = matchAt(RATIO, text, position);
  if (ratio !== undefined) {
    tokens.push({ kind: 'ratio', numerator: Number(ratio[1]), denominator: Number(ratio[2]) });
    return ratio[0].length;
  }
  const number = matchAt(NUMBER, text, position);
  if (number?.[1] !== undefined) {
    const isInteger = /^[+-]?[\d,]+$/.test(number[1]);
    tokens.push({ kind: 'number', value: readNumber(number[1]) ?? NaN, isInteger, percent: number[2] !== undefined });
    return number[0].length;
  }
  const glued = matchAt(GLUED, text, position);
  if (glued === undefined) return undefined;
  tokens.push({ kind: 'unread-value' });
  return glued[0].length;
}

function matchWord(text: string, position: number, character: string, tokens: LineToken[]): number | undefined {
  const word = matchAt(WORD, text, position);
  if (word !== undefined) {
    const path = text[position + word[0].length] === ':' ? matchAt(PATH, text, position) : undefined;
    tokens.push(path === undefined ? wordToken(word[0]) : { kind: 'unread-value' });
    return (path ?? word)[0].length;
  }
  if ('-–—=→:'.includes(character)) {
    const separator = matchAt(SEPARATOR, text, position);
    if (separator !== undefined) tokens.push({ kind: 'separator' });
    else if (matchAt(DASH, text, position) !== undefined) tokens.push({ kind: 'boundary' });
    return separator?.[0].length ?? 1;
  }
  return undefined;
}

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | undefined {
  pattern.lastIndex = position;
  return pattern.exec(text) ?? undefined;
}

function wordToken(raw: string): LineToken {
  const text = raw.replace(/[.\-/'’]+$/, '');
  const value = /^(?:nan|inf|infinity)$/i.test(text) ? readNumber(text) : undefined;
  if (value !== undefined) return { kind: 'number', value, isInteger: false, percent: false };
  return FILE_NAME.test(text) ? { kind: 'unread-value' } : { kind: 'word', text };
}
