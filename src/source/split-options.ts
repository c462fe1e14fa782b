const OPENING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** The inside of a parenthesis, cut at its top-level commas. */
export interface SplitOptions {
  readonly parts: readonly string[];
  /** Offset just after the closing parenthesis. */
  readonly end: number;
}

/**
 * Reads a parenthesised list of Python expressions that starts at `text[start]`. Commas in brackets
 * and quotes do not cut. Undefined where the parenthesis, a bracket or a quote is not closed.
 */
export function splitOptions(text: string, start: number): SplitOptions | undefined {
  const expected: string[] = [];
  const parts: string[] = [];
  let part = '';
  for (let index = start; index < text.length; index += 1) {
    const character = text.charAt(index);
    const closing = OPENING[character];
    if (character === '"' || character === "'") {
      const end = endOfString(text, index);
      if (end === undefined) return undefined;
      part += text.slice(index, end);
      index = end - 1;
    } else if (closing !== undefined) {
      expected.push(closing);
      if (expected.length > 1) part += character;
    } else if (character === ')' || character === ']' || character === '}') {
      if (expected.pop() !== character) return undefined;
      if (expected.length === 0) return { parts: withoutEmptyEnd([...parts, part.trim()]), end: index + 1 };
      part += character;
    } else if (character === ',' && expected.length === 1) {
      parts.push(part.trim());
      part = '';
    } else {
      part += character;
    }
  }
  return undefined;
}

/** `(each,)` and `()` are lists of one and of none. */
function withoutEmptyEnd(parts: readonly string[]): readonly string[] {
  return parts.at(-1) === '' ? parts.slice(0, -1) : parts;
}

function endOfString(text: string, start: number): number | undefined {
  const single = text.charAt(start);
  const quote = text.startsWith(single.repeat(3), start) ? single.repeat(3) : single;
  for (let index = start + quote.length; index < text.length; index += 1) {
    if (text.charAt(index) === '\\') index += 1;
    else if (text.startsWith(quote, index)) return index + quote.length;
  }
  return undefined;
}
