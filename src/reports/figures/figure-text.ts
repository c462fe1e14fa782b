import { printable } from '../formats/printable.js';
import { characters, textWidth } from './text-width.js';

/** Text from outside as every XML reader takes it. */
export function figureText(text: string): string {
  return printable(text).replace(/\p{Cs}|[\uFFFE\uFFFF]/gu, '\uFFFD');
}

/**
 * Breaks a text into at most `most` lines of `width` pixels: at spaces, behind `_`, `/`, `-`, between
 * the words of `nn.Linear` and `BatchNorm`, else anywhere. What has no room in them leaves out its middle.
 */
export function figureLines(text: string, width: number, fontSize: number, most: number): string[] {
  const whole = brokenLines(text, width, fontSize);
  if (whole.length <= most) return whole;
  const all = characters(text);
  let shown = ['…'];
  let low = 2;
  let high = all.length - 1;
  while (low <= high) {
    const kept = Math.floor((low + high) / 2);
    const lines = brokenLines(withoutMiddle(all, kept), width, fontSize);
    if (lines.length <= most) {
      shown = lines;
      low = kept + 1;
    } else {
      high = kept - 1;
    }
  }
  return shown;
}

function withoutMiddle(all: readonly string[], kept: number): string {
  const head = all
    .slice(0, Math.ceil(kept / 2))
    .join('')
    .trimEnd();
  const tail = all
    .slice(all.length - Math.floor(kept / 2))
    .join('')
    .trimStart();
  return `${head}…${tail}`;
}

function brokenLines(text: string, width: number, fontSize: number): string[] {
  const lines: string[] = [];
  let line = '';
  let lineWidth = 0;
  for (const piece of piecesOf(text).flatMap((whole) => partsThatFit(whole, width, fontSize))) {
    const seen = textWidth(piece.trimEnd(), fontSize);
    if (line !== '' && lineWidth + seen > width) {
      lines.push(line.trimEnd());
      line = '';
      lineWidth = 0;
    }
    line += piece;
    lineWidth += textWidth(piece, fontSize);
  }
  return [...lines, line.trimEnd()];
}

/** Where a line may end; not behind the sign of a trial that removes something, nor before the sign of a verdict. */
function piecesOf(text: string): string[] {
  return text.split(/(?<=[ _/-])(?<!^− )(?![†‡°¶§])|(?<=[a-z]\.?)(?=[A-Z])|(?<=[a-z]\.)(?=[a-z])/u);
}

/** A piece itself, or what of it fits on a line, and the rest. */
function partsThatFit(piece: string, width: number, fontSize: number): string[] {
  if (textWidth(piece.trimEnd(), fontSize) <= width) return [piece];
  const parts: string[] = [];
  let part = '';
  let partWidth = 0;
  for (const character of characters(piece)) {
    const own = textWidth(character, fontSize);
    if (part !== '' && partWidth + own > width) {
      parts.push(part);
      part = '';
      partWidth = 0;
    }
    part += character;
    partWidth += own;
  }
  return [...parts, part];
}
