import type { TopLevelSpec } from 'vega-lite';
import type { Figure } from './figure.js';
import { FIGURE_WIDTH } from './figure-size.js';

type LayeredSpec = Extract<TopLevelSpec, { layer: unknown }>;
type Concatenated = Extract<TopLevelSpec, { concat: unknown }>;

/** What is drawn over what, of the figures that have one plot. */
export type Layer = LayeredSpec['layer'][number];
/** One of the plots of a figure that has many. */
export type Panel = Concatenated['concat'][number];

const SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json';

/** The frame of a figure with one plot: as wide as a column of a paper, axis and names included. */
export function layeredSpec(
  words: Pick<Figure, 'title' | 'caption'>,
  plot: { readonly height: number; readonly layer: Layer[] },
): TopLevelSpec {
  return {
    $schema: SCHEMA,
    description: describe(words),
    width: FIGURE_WIDTH,
    autosize: { type: 'fit-x', contains: 'content' },
    ...plot,
  };
}

/** The frame of a figure whose plot itself has a width. */
export function plotSpec(
  words: Pick<Figure, 'title' | 'caption'>,
  plot: Pick<LayeredSpec, 'title' | 'width' | 'height' | 'layer'>,
): TopLevelSpec {
  return { $schema: SCHEMA, description: describe(words), ...plot };
}

/** The frame of a figure of many plots. */
export function panelSpec(
  words: Pick<Figure, 'title' | 'caption'>,
  plots: Pick<Concatenated, 'title' | 'datasets' | 'columns' | 'spacing' | 'concat'>,
): TopLevelSpec {
  return { $schema: SCHEMA, description: describe(words), align: 'none', bounds: 'flush', ...plots };
}

function describe({ title, caption }: Pick<Figure, 'title' | 'caption'>): string {
  return `${title}. ${caption}`;
}
