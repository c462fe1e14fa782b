import { fontOptions } from './font-options.js';
import { undrawable } from './undrawable.js';

/** Pixels per pixel of the SVG: 350 dots per inch in a column of a paper. */
const ZOOM = 3;

/**
 * Draws an SVG with the fonts that come along, and with those of this machine where the text has characters that the
 * first do not know. `undrawable` tells what no font knows.
 */
export async function renderPng(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js');
  const source = (await undrawable(svg, 'own-fonts')).length === 0 ? 'own-fonts' : 'every-font';
  const drawing = new Resvg(svg, { fitTo: { mode: 'zoom', value: ZOOM }, font: fontOptions(source) });
  return drawing.render().asPng();
}
