import stringWidth from 'string-width';

/** Breaks at spaces into lines of at most `width` terminal columns; a longer word is cut. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const room = line === '' ? width : width - stringWidth(line) - 1;
    // What is cut anyway begins beside what stands there, as the name behind a minus sign.
    const isCut = stringWidth(word) > width;
    const [first = '', ...further] = isCut ? piecesOf(word, room * 2 >= width ? room : width, width) : [word];
    if (line !== '' && stringWidth(first) > room) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? first : `${line} ${first}`;
    for (const piece of further) {
      lines.push(line);
      line = piece;
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

/** A name goes on in the next line behind one of its marks (`layers.0.`, `weight_`), where the line is not mostly empty then. */
function piecesOf(word: string, firstWidth: number, width: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    const room = () => Math.max(1, pieces.length === 0 ? firstWidth : width);
    while (piece !== '' && stringWidth(piece + character) > room()) {
      const upToMark = /^.*[._/-](?=[^._/-]*$)/su.exec(piece)?.[0] ?? '';
      const cut = stringWidth(upToMark) * 2 >= room() ? upToMark.length : piece.length;
      pieces.push(piece.slice(0, cut));
      piece = piece.slice(cut);
    }
    piece += character;
  }
  return [...pieces, piece];
}
