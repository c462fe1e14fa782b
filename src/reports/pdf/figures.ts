import type { DrawnFigure } from './drawn-figures.js';
import { typstProse, typstString } from './typst-text.js';

/** Where the document finds a drawing. */
export function fileOfFigure({ figure }: DrawnFigure): string {
  return `/figures/${figure.name}.svg`;
}

/** The figures with their captions. */
export function figures(drawn: readonly DrawnFigure[]): string[] {
  return drawn.length === 0 ? [] : ['= Figures', ...drawn.map(captioned)];
}

function captioned(drawn: DrawnFigure): string {
  const { title, caption } = drawn.figure;
  return `#figure(
  picture(${typstString(fileOfFigure(drawn))}, ${typstString(`${title}. ${caption}`)}),
  caption: [${typstProse(caption)}],
)`;
}
