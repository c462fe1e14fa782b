import { WIDEST_LABEL } from './row-names.js';

/** A figure's width without its margins, in pixels: a column of a paper at a size of text that can be read. */
export const FIGURE_WIDTH = 384;
/** What is at least left of it beside the widest labels. */
export const NARROWEST_PLOT = FIGURE_WIDTH - WIDEST_LABEL - 8;
