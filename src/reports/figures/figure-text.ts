import { printable } from '../formats/printable.js';
import { textWidth } from './text-width.js';

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
  const characters = [...text];
  const narrowest = textWidth('i', fontSize);
  for (let left = Math.min(characters.length - 1, Math.ceil((most * width) / narrowest)); left > 1; left--) {
    const head = characters
      .slice(0, Math.ceil(left / 2))
      .join('')
      .trimEnd();
    const tail = characters
      .slice(characters.length - Math.floor(left / 2))
      .join('')
      .trimStart();
    const lines = brokenLines(`${head}…${tail}`, width, fontSize);
    if (lines.length <= most) return lines;
  }
  return ['…'];
}

function brokenLines(text: string, width: number, fontSize: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text
    .split(/(?<=[ _/-])|(?<=[a-z]\.?)(?=[A-Z])|(?<=[a-z]\.)(?=[a-z])/u)
    .flatMap((part) => fitting(part, width, fontSize))) {
    if (line !== '' && textWidth((line + piece).trimEnd(), fontSize) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return [...lines, line.trimEnd()];
}

/** The piece itself, or what of it fits on a line, and the rest. */
function fitting(piece: string, width: number, fontSize: number): string[] {
  const parts: string[] = [];
  let part = '';
  for (const character of piece) {
    if (part !== '' && textWidth(part + character, fontSize) > width) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}
