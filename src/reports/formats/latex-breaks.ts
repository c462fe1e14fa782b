import { escapeLatex } from './latex-text.js';

/** Characters; shorter words fit any cell. */
const LONG_WORD = 16;
/** Of letters in a row, after which a word without any better place may be broken. */
const LONGEST_PIECE = 14;

/** Between words of code: after `.`, `_`, `(` and the like, and before a capital inside a word. */
const PLACES = /(?<=[\p{L}\p{N}][._/(),=:-])(?=[\p{L}\p{N}])|(?<=\p{Ll})(?=\p{Lu})/u;

/** As `escapeLatex`; long names may be broken where a reader of code would, without a hyphen, which would be another name. */
export function breakableLatex(text: string): string {
  return text
    .split(' ')
    .map((word) =>
      word.length > LONG_WORD ? piecesOf(word).map(escapeLatex).join('\\allowbreak{}') : escapeLatex(word),
    )
    .join(' ');
}

function piecesOf(word: string): string[] {
  return word.split(PLACES).flatMap((piece) => {
    const characters = Array.from(piece);
    const count = Math.ceil(characters.length / LONGEST_PIECE);
    return Array.from({ length: count }, (_, index) =>
      characters.slice(index * LONGEST_PIECE, (index + 1) * LONGEST_PIECE).join(''),
    );
  });
}
