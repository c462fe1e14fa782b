import { printable } from './printable.js';

/** What LaTeX reads as a command, or sets as another character in its default font encoding. */
const COMMANDS: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '$<$',
  '>': '$>$',
  '|': '$|$',
  // By code, because babel makes the double quote a command in some languages.
  '"': '\\char34{}',
  '`': '\\char96{}',
  '−': '$-$',
  '±': '$\\pm$',
  '×': '$\\times$',
  '→': '$\\rightarrow$',
  '↑': '$\\uparrow$',
  '↓': '$\\downarrow$',
  Δ: '$\\Delta$',
  δ: '$\\delta$',
  '∞': '$\\infty$',
  '≈': '$\\approx$',
  '≤': '$\\leq$',
  '≥': '$\\geq$',
  '–': '--',
  '—': '---',
  '…': '\\dots{}',
  '·': '$\\cdot$',
  '\u00a0': '~',
  '†': '$^{\\dagger}$',
  '‡': '$^{\\ddagger}$',
  '°': '$^{\\circ}$',
  '§': '\\S{}',
  '¶': '$^{\\P}$',
};

/** Latin letters that every LaTeX since 2018 sets in its default font encoding. */
const PLAIN = /[\x20-\x7eÀ-ÏÑ-ÖØ-Ýßà-ïñ-öø-ýÿ]/u;

/**
 * Text in LaTeX, outside math mode. A character that a plain article cannot set is named by its
 * code point, `[U+4E2D]`, so that the table always compiles.
 */
export function escapeLatex(text: string): string {
  const characters = Array.from(printable(text).normalize('NFC'), escapeCharacter);
  return characters.join('').replace(/-(?=-)/gu, '-{}');
}

/** A number as the tables write it, for math mode. Powers of ten stay `1.2e-7`: written out, no column of a paper holds them. */
export function mathNumber(text: string): string {
  const [mantissa = '', exponent] = text.replaceAll('−', '-').replace('∞', '\\infty').split('e');
  return exponent === undefined ? mantissa : `${mantissa}\\mathrm{e}{${exponent}}`;
}

/** The text of a comment line; it cannot end the line. */
export function latexComment(text: string): string {
  return `% ${printable(text)}`;
}

function escapeCharacter(character: string): string {
  return COMMANDS[character] ?? (PLAIN.test(character) ? character : codePoint(character));
}

function codePoint(character: string): string {
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
}
