import type { DrawnFigure } from './drawn-figures.js';
import { TALLEST_FIGURE } from './limits.js';
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
  if (heightOf(drawn) > TALLEST_FIGURE) {
    return typstProse(`${title}: too tall for paper. \`ablationmage report --format figures\` draws it.`);
  }
  return `#figure(
  picture(${typstString(fileOfFigure(drawn))}, ${typstString(`${title}. ${caption}`)}),
  caption: [${typstProse(caption)}],
)`;
}

function heightOf({ svg }: DrawnFigure): number {
  return Number(/<svg[^>]* height="(?<height>[\d.]+)"/u.exec(svg)?.groups?.height ?? 0);
}
