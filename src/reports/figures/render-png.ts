import { FALLBACK, SANS, fontPaths } from '../fonts.js';

/** Pixels per pixel of the SVG: 350 dots per inch in a column of a paper. */
const ZOOM = 3;

/** Draws an SVG with the fonts that come along. */
export async function renderPng(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js');
  const drawing = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: ZOOM },
    font: { loadSystemFonts: false, fontFiles: fontPaths(), defaultFontFamily: SANS, sansSerifFamily: FALLBACK },
  });
  return drawing.render().asPng();
}
