import type { Report } from '../../core/report.js';
import { compileTypst } from './compile-typst.js';
import { drawnFigures } from './drawn-figures.js';
import { fileOfFigure } from './figures.js';
import { missingCharacters } from './missing-characters.js';
import { typstDocument } from './typst-document.js';

/** A report on paper. */
export interface TypesetReport {
  readonly pdf: Uint8Array;
  /** Characters that none of the fonts has: boxes stand in their places. */
  readonly missing: readonly string[];
}

/** The whole report as a typeset PDF. The same report gives the same bytes. */
export async function renderPdf(report: Report): Promise<Uint8Array> {
  return (await typesetReport(report)).pdf;
}

/** As `renderPdf`, with what it could not draw. */
export async function typesetReport(report: Report): Promise<TypesetReport> {
  const drawn = await drawnFigures(report);
  const missing = await missingCharacters(typstDocument(report, drawn, []));
  const files = new Map(drawn.map((figure) => [fileOfFigure(figure), new TextEncoder().encode(figure.svg)]));
  return { pdf: await compileTypst(typstDocument(report, drawn, missing), files), missing };
}
