import { typstString, typstText } from './typst-text.js';

/** A figure as the document shows it. */
export interface Picture {
  /** Of the file, without its ending. */
  readonly name: string;
  readonly title: string;
  readonly caption: string;
  readonly svg: string;
}

/** Where the document finds the drawing. */
export function fileOfPicture({ name }: Picture): string {
  return `/figures/${name}.svg`;
}

/** The figures with their captions. */
export function pictures(all: readonly Picture[]): string[] {
  return all.length === 0 ? [] : ['= Figures', ...all.map(figure)];
}

function figure(picture: Picture): string {
  const description = `${picture.title}. ${picture.caption}`;
  return `#figure(
  picture(${typstString(fileOfPicture(picture))}, ${typstString(description)}),
  caption: [${typstText(picture.caption)}],
)`;
}
