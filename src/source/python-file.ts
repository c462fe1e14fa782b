import { parsePython, type Tree } from './python-parser.js';

/** A Python file of the project, decoded and parsed; `encodeText` gives the original bytes back. */
export interface PythonFile {
  /** Relative to the project root, with forward slashes. */
  readonly path: string;
  /** Decoded, without BOM, line ends as they are. */
  readonly text: string;
  /** How to turn text into bytes again. */
  readonly encoding: TextEncoding;
  readonly tree: Tree;
}

/** The encoding a file declares (PEP 263 cookie, BOM) or UTF-8. */
export interface TextEncoding {
  /** A name iconv-lite knows. */
  readonly name: string;
  readonly byteOrderMark: boolean;
}

/** Parses text that is in no file yet, as UTF-8. `loadPythonParser()` must have been awaited. */
export function pythonFileFromText(path: string, text: string): PythonFile {
  return { path, text, encoding: { name: 'utf-8', byteOrderMark: false }, tree: parsePython(text) };
}
