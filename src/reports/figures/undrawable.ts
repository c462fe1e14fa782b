import { fontOptions, type FontSource } from './font-options.js';

/** No font has a picture of this one, which every font may use as it likes: what stands for a missing character. */
const MISSING = '\u{10FFFD}';
const CELL = { width: 64, height: 32 };

/**
 * The characters of an SVG's text that the fonts that come along cannot draw, nor, with `every-font`, any of this
 * machine: they come out as boxes. Asks what draws the picture: each character is drawn and compared with the box.
 */
export async function undrawable(svg: string, source: FontSource): Promise<readonly string[]> {
  const characters = [...new Set(drawnText(svg))].filter((character) =>
    /[^\p{ASCII}\p{Cf}\p{M}\p{Z}]/u.test(character),
  );
  if (characters.length === 0) return [];
  const cells = await drawnCells([...characters, MISSING], source);
  const box = cells.at(-1);
  return characters.filter((_, index) => box?.equals(cells[index] ?? box) === true);
}

/** What of an SVG is seen: not its description. */
function drawnText(svg: string): string {
  return svg.replace(/<(title|desc)>.*?<\/\1>/gsu, '').replace(/<[^>]*>/gu, '');
}

/** The pixels of each character, drawn one below the other. */
async function drawnCells(characters: readonly string[], source: FontSource): Promise<Buffer[]> {
  const { Resvg } = await import('@resvg/resvg-js');
  const texts = characters.map(
    (character, row) => `<text x="16" y="${(row + 1) * CELL.height - 10}" font-size="18">${character}</text>`,
  );
  const height = CELL.height * characters.length;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${CELL.width}" height="${height}">${texts.join('')}</svg>`;
  const { pixels } = new Resvg(svg, { font: fontOptions(source) }).render();
  const bytes = 4 * CELL.width * CELL.height;
  return characters.map((_, row) => pixels.subarray(row * bytes, (row + 1) * bytes));
}
