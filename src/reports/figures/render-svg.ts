import type { Figure } from './figure.js';
import { textWidth } from './text-width.js';
import { themedSpec, type Theme } from './theme.js';

/**
 * Draws a figure; the same figure gives the same bytes. Text stays text, in the fonts of whoever looks at it. For those
 * who do not look, the SVG says what it shows.
 */
export async function renderSvg(figure: Figure, theme: Theme): Promise<string> {
  const [vega, { compile }] = await Promise.all([import('vega'), import('vega-lite')]);
  measureText(vega);
  const view = new vega.View(vega.parse(compile(themedSpec(figure, theme)).spec), { renderer: 'none' });
  try {
    return described(await view.toSVG(), figure);
  } finally {
    view.finalize();
  }
}

interface TextItem {
  readonly fontSize?: number;
}

/** Vega itself takes every character for 0.8 of its height, where there is no browser that could measure. */
function measureText(vega: object): void {
  if (!('textMetrics' in vega)) throw new Error('Internal error: this Vega has no textMetrics.');
  Object.assign(vega.textMetrics as object, {
    width: ({ fontSize = 11 }: TextItem, text?: string | number | null) => textWidth(String(text ?? ''), fontSize),
  });
}

function described(svg: string, { title, caption }: Figure): string {
  const words = `<title>${escaped(title)}</title><desc>${escaped(caption)}</desc>`;
  return svg.replace(/^<svg ([^>]*)>/u, (_, attributes: string) => `<svg role="img" ${attributes}>${words}`);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
