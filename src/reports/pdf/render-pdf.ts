import type { Report } from '../../core/report.js';
import { compileTypst } from './compile-typst.js';
import { missingCharacters } from './missing-characters.js';
import { drawnFigures, fileOfPicture } from './picture.js';
import { typstDocument } from './typst-document.js';

/** The whole report as a typeset PDF. The same report gives the same bytes. */
export async function renderPdf(report: Report): Promise<Uint8Array> {
  const pictures = await drawnFigures(report);
  const missing = await missingCharacters(typstDocument(report, pictures, []));
  const files = new Map(pictures.map((picture) => [fileOfPicture(picture), new TextEncoder().encode(picture.svg)]));
  return compileTypst(typstDocument(report, pictures, missing), files);
}
