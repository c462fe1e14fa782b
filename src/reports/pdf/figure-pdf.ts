import { compileTypst } from './compile-typst.js';

const DRAWING = '/figure.svg';

/** An SVG as a PDF of one page of its size: still lines and text, its fonts embedded. */
export async function figurePdf(svg: string): Promise<Uint8Array> {
  const page = `#set document(date: none)\n#set page(width: auto, height: auto, margin: 0pt)\n#image("${DRAWING}")`;
  return compileTypst(page, new Map([[DRAWING, new TextEncoder().encode(svg)]]));
}
