import stringWidth from 'string-width';

/** Breaks at spaces into lines of at most `width` terminal columns; a longer word is cut. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((whole) => piecesOf(whole, Math.max(1, width)))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (stringWidth(longer) <= width || line === '') {
      line = longer;
    } else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** As `wrapText`; the first line starts with `lead`, the others are indented as far. */
export function wrapHanging(lead: string, text: string, width: number): string[] {
  const indent = ' '.repeat(stringWidth(lead));
  const lines = wrapText(text, Math.max(10, width - indent.length));
  return lines.map((line, index) => (index === 0 ? lead : indent) + line);
}

function piecesOf(word: string, width: number): string[] {
  if (stringWidth(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && stringWidth(piece + character) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}
