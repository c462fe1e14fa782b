import { stripVTControlCharacters } from 'node:util';
import { printable } from '../formats/printable.js';

/** Words longer than a narrow column has room for; they may be broken there. */
const LONG_WORD = /(\S{19,})/u;
/** Words as wide as half a page. */
const WIDE_WORD = /(\S{41,})/u;
const TAB = ' '.repeat(4);
const PIECES = /(?:[^_./\\=,:()[\]-]\p{M}*){1,12}[_./\\=,:()[\]-]*|[_./\\=,:()[\]-]+|\p{M}+/gu;

/**
 * Text as Typst content. It stands in string literals alone, in which no character is code or markup; the semicolon
 * ends the expression, whatever follows.
 */
export function typstText(text: string): string {
  return literals(printable(text), LONG_WORD);
}

/** Sentences, in which what stands between backticks is code. */
export function typstProse(text: string): string {
  return printable(text)
    .split(/`([^`]+)`/u)
    .map((part, index) => (index % 2 === 1 ? typstCode(part) : literals(part, WIDE_WORD)))
    .join('');
}

/** Code in the font of code, with its spaces as they are. */
export function typstCode(code: string): string {
  return `#code[${typstVerbatim(printable(code))}];`;
}

/** A piece of a line as it stands, spaces included. */
export function typstVerbatim(code: string): string {
  const shown = stripVTControlCharacters(code)
    .replaceAll('\t', TAB)
    .replace(/\p{Cc}/gu, '');
  return literals(shown, WIDE_WORD);
}

/** A string literal. Characters that would change the order of what follows them are shown by their code point. */
export function typstString(text: string): string {
  const inner = text
    .replace(/[\u202a-\u202e\u2066-\u2069]/gu, codePointInBrackets)
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/["\\]/gu, '\\$&')
    .replace(/\p{Cc}/gu, (character) => `\\u{${hexadecimal(character)}}`);
  return `"${inner}"`;
}

/** `U+4E2D` */
export function codePointOf(character: string): string {
  return `U+${hexadecimal(character).toUpperCase().padStart(4, '0')}`;
}

function literals(text: string, longWord: RegExp): string {
  return text
    .split(longWord)
    .filter((part) => part !== '')
    .map((part) => (longWord.test(part) ? breakableWord(part) : `#${typstString(part)};`))
    .join('');
}

/** A line may end between two boxes, and nothing of it is in the text that is copied from the page. */
function breakableWord(word: string): string {
  return Array.from(word.matchAll(PIECES), ([piece]) => `#box(${typstString(piece)});`).join('');
}

function codePointInBrackets(character: string): string {
  return `[${codePointOf(character)}]`;
}

function hexadecimal(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16);
}
