import type { Figure } from './figure.js';
import { textWidth } from './text-width.js';
import { themedSpec, type Theme } from './theme.js';

/** Draws a figure; the same figure gives the same bytes. Text stays text: the reader's fonts draw it. */
export async function renderSvg(figure: Figure, theme: Theme): Promise<string> {
  const [vega, { compile }] = await Promise.all([import('vega'), import('vega-lite')]);
  measureText(vega);
  const view = new vega.View(vega.parse(compile(themedSpec(figure, theme)).spec), { renderer: 'none' });
  try {
    vega.resetSVGDefIds();
    return await view.toSVG();
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
    width: (item: TextItem, text: unknown) =>
      textWidth(typeof text === 'string' ? text : String(text ?? ''), item.fontSize ?? 11),
  });
}
