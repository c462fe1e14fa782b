import type { Report } from '../../core/report.js';
import type { Figure } from '../figures/figure.js';
import { figuresOf } from '../figures/index.js';
import { renderSvg } from '../figures/render-svg.js';
import { typstProse, typstString } from './typst-text.js';

/** A figure as the document shows it. */
export interface Picture {
  readonly figure: Figure;
  readonly svg: string;
}

/** All figures of a report, drawn. */
export async function drawnFigures(report: Report): Promise<readonly Picture[]> {
  const drawn: Picture[] = [];
  for (const figure of figuresOf(report)) drawn.push({ figure, svg: await renderSvg(figure, 'light') });
  return drawn;
}

/** Where the document finds the drawing. */
export function fileOfPicture({ figure }: Picture): string {
  return `/figures/${figure.name}.svg`;
}

/** The figures with their captions. */
export function pictures(all: readonly Picture[]): string[] {
  return all.length === 0 ? [] : ['= Figures', ...all.map(captioned)];
}

function captioned(picture: Picture): string {
  const { title, caption } = picture.figure;
  return `#figure(
  picture(${typstString(fileOfPicture(picture))}, ${typstString(`${title}. ${caption}`)}),
  caption: [${typstProse(caption)}],
)`;
}
