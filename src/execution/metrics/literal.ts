import { withoutEscapes } from './escapes.js';

/** A value as JSON or as Python's `repr` writes it; what is neither number, text, list nor mapping is `other`. */
export type Literal =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'list'; readonly items: readonly Literal[] }
  | { readonly kind: 'mapping'; readonly entries: readonly (readonly [string, Literal])[] }
  | { readonly kind: 'other' };

/** Reads the one literal that a text is; `undefined` when it is anything else, or torn. */
export function readLiteral(text: string): Literal | undefined {
  const reader = new LiteralReader(text);
  const literal = reader.value(0);
  return literal !== undefined && reader.atEnd() ? literal : undefined;
}

const NUMBER = /[+-]?(?:\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|nan|NaN|inf|Infinity)(?![\w.])/y;
const WORD = /[A-Za-z_][\w.]*/y;
/** `tensor(0.5, device='cuda:0')`, `np.float64(0.5)`: a number in its type's name. */
const WRAPPED_NUMBER =
  /(?:tensor|array|Array|(?:np|numpy|jnp)\.(?:float|int|array)\w*|Decimal)\(\s*'?([+-]?[\d.][\d.eE+-]*|nan|[+-]?inf)'?\s*(?:,[^()]*)?\)/y;
const MAXIMUM_DEPTH = 20;

class LiteralReader {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    return this.#text.slice(this.#position).trim() === '';
  }

  value(depth: number): Literal | undefined {
    this.#skipSpace();
    const character = this.#text[this.#position];
    if (character === undefined || depth > MAXIMUM_DEPTH) return undefined;
    if (character === '{') return this.#mapping(depth);
    if (character === '[') return this.#list(']', depth);
    if (character === '(') return this.#list(')', depth);
    if (character === '"' || character === "'") {
      const value = this.#quoted(character);
      return value === undefined ? undefined : { kind: 'text', value };
    }
    const number = this.#match(NUMBER) ?? this.#match(WRAPPED_NUMBER, 1);
    if (number !== undefined) return { kind: 'number', value: toNumber(number) };
    return this.#match(WORD) === undefined ? undefined : { kind: 'other' };
  }

  #mapping(depth: number): Literal | undefined {
    const entries: [string, Literal][] = [];
    this.#position++;
    while (!this.#take('}')) {
      if (entries.length > 0 && !this.#take(',')) return undefined;
      if (this.#take('}')) break;
      const key = this.value(depth + 1);
      if (key === undefined || !this.#take(':')) return undefined;
      const value = this.value(depth + 1);
      if (value === undefined) return undefined;
      if (key.kind === 'text') entries.push([key.value, value]);
      else if (key.kind === 'number') entries.push([String(key.value), value]);
      else return undefined;
    }
    return { kind: 'mapping', entries };
  }

  #list(close: string, depth: number): Literal | undefined {
    const items: Literal[] = [];
    this.#position++;
    while (!this.#take(close)) {
      if (items.length > 0 && !this.#take(',')) return undefined;
      if (this.#take(close)) break;
      const item = this.value(depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
    }
    return { kind: 'list', items };
  }

  #quoted(quote: string): string | undefined {
    const start = this.#position + 1;
    let end = start;
    while (end < this.#text.length && this.#text[end] !== quote) end += this.#text[end] === '\\' ? 2 : 1;
    if (end >= this.#text.length) return undefined;
    this.#position = end + 1;
    return withoutEscapes(this.#text.slice(start, end));
  }

  #match(pattern: RegExp, group = 0): string | undefined {
    pattern.lastIndex = this.#position;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#position = pattern.lastIndex;
    return match[group];
  }

  #take(character: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#position] !== character) return false;
    this.#position++;
    return true;
  }

  #skipSpace(): void {
    while (/\s/.test(this.#text[this.#position] ?? '')) this.#position++;
  }
}

function toNumber(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[+-]/, '');
  if (digits.startsWith('i') || digits.startsWith('I')) return sign * Infinity;
  return sign * Number(digits);
}
