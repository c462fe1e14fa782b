/** How much of a large study stands on paper. What is left out is counted, and the document says where it is. */

/** Rows of a table, findings, and variants with their diffs. */
export const MOST_TRIALS = 150;
/** Rows of the appendix. */
export const MOST_RUNS = 600;
/** Lines of one variant's diff. */
export const MOST_DIFF_LINES = 60;
/** Pixels of a figure: as many as six pages take. */
export const TALLEST_FIGURE = 6_000;
