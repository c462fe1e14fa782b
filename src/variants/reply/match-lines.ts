import { isBlank } from './text-lines.js';
import { hasTypography, plainPunctuation } from './plain-punctuation.js';

/** Where the lines that a model wants to replace stand in a file. Indices of lines, from 0. */
export type LineMatch =
  /** `replacement`: the new lines as they fit there, one for each that was given. */
  | { readonly kind: 'one'; readonly at: number; readonly replacement: readonly string[] }
  | { readonly kind: 'several'; readonly at: readonly number[] }
  | { readonly kind: 'none' };

interface Rung {
  /** Whether the search lines mean these lines of the file, which are as many. */
  readonly matches: (found: readonly string[], search: readonly string[]) => boolean;
  /** The replacement, changed as the search lines were; undefined where that cannot be. */
  readonly adapt: (
    replacement: readonly string[],
    found: readonly string[],
    search: readonly string[],
  ) => readonly string[] | undefined;
}

const EXACT: Rung = {
  matches: (found, search) => search.every((line, index) => line === found[index]),
  adapt: (replacement) => replacement,
};

const TRAILING_SPACE: Rung = {
  matches: (found, search) => search.every((line, index) => line.trimEnd() === found[index]?.trimEnd()),
  adapt: (replacement) => replacement,
};

const INDENT: Rung = {
  matches: (found, search) => shiftBetween(found, search) !== undefined,
  adapt: (replacement, found, search) => {
    const shift = shiftBetween(found, search);
    return shift && shifted(replacement, shift);
  },
};

const PUNCTUATION: Rung = {
  matches: (found, search) =>
    // Most places differ in their first line already.
    plainPunctuation(found[0] ?? '').trim() === plainPunctuation(search[0] ?? '').trim() &&
    INDENT.matches(found.map(plainPunctuation), search.map(plainPunctuation)),
  adapt: (replacement, found, search) => {
    // Where the whole reply was made typographic on its way, the new code was, too.
    const isOnItsWay = search.some(hasTypography) && !found.some(hasTypography);
    const plain = isOnItsWay ? replacement.map(plainPunctuation) : replacement;
    return INDENT.adapt(plain, found.map(plainPunctuation), search.map(plainPunctuation));
  },
};

const LADDER: readonly Rung[] = [EXACT, TRAILING_SPACE, INDENT, PUNCTUATION];

/**
 * Finds the lines on the first rung where any match: as they are, but for white space at line ends, but for an
 * indent that differs by the same amount, but for typographic punctuation. Nothing is ever matched by likeness.
 */
export function matchLines(
  lines: readonly string[],
  search: readonly string[],
  replacement: readonly string[],
): LineMatch {
  for (const rung of LADDER) {
    const at: number[] = [];
    for (let start = 0; start + search.length <= lines.length; start += 1) {
      if (rung.matches(lines.slice(start, start + search.length), search)) at.push(start);
    }
    const [only] = at;
    if (only === undefined) continue;
    if (at.length > 1) return { kind: 'several', at };
    const adapted = rung.adapt(replacement, lines.slice(only, only + search.length), search);
    return adapted === undefined ? { kind: 'none' } : { kind: 'one', at: only, replacement: adapted };
  }
  return { kind: 'none' };
}

/** What every line begins with in the search, and begins with in the file instead. */
interface Shift {
  readonly from: string;
  readonly to: string;
}

function shiftBetween(found: readonly string[], search: readonly string[]): Shift | undefined {
  const first = search.findIndex((line) => !isBlank(line));
  if (first === -1) return search.every((_, index) => isBlank(found[index] ?? '')) ? { from: '', to: '' } : undefined;
  const shift = withoutCommonEnd(indentOf(search[first] ?? ''), indentOf(found[first] ?? ''));
  const moved = shifted(search, shift);
  return moved?.every((line, index) => line.trimEnd() === found[index]?.trimEnd()) === true ? shift : undefined;
}

function shifted(lines: readonly string[], { from, to }: Shift): string[] | undefined {
  if (!lines.every((line) => isBlank(line) || line.startsWith(from))) return undefined;
  return lines.map((line) => (isBlank(line) ? line : to + line.slice(from.length)));
}

function withoutCommonEnd(from: string, to: string): Shift {
  let common = 0;
  while (common < Math.min(from.length, to.length) && from.at(-1 - common) === to.at(-1 - common)) common += 1;
  return { from: from.slice(0, from.length - common), to: to.slice(0, to.length - common) };
}

function indentOf(line: string): string {
  return /^[ \t\f]*/.exec(line)?.[0] ?? '';
}
