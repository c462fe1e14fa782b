/** A file of the user as a prompt shows it. */
export interface Document {
  /** Relative to the current folder, with forward slashes: `models/net.py`, `../common/data.py`. */
  readonly path: string;
  readonly text: string;
}

/** What was read, and what of the named folders was left out, with the reason. */
export interface Documents {
  readonly documents: readonly Document[];
  readonly leftOut: readonly string[];
}

const SUFFIXES = ['.py', '.md', '.txt', '.yaml', '.yml', '.rst', '.ipynb', '.json', '.toml', '.cfg'];

export const SUFFIXES_IN_WORDS = SUFFIXES.join(' ');

export function isDocument(name: string): boolean {
  return SUFFIXES.some((suffix) => name.toLowerCase().endsWith(suffix));
}

/** Python, also as cells of a notebook: what the script of the reply is made of. */
export function isCode({ path }: Document): boolean {
  return /\.(?:py|ipynb)$/i.test(path);
}

const MARK = /#[ \t]*(?:ABLATABLE_COMPONENT|ABLATION_HINT_START)(?![A-Za-z0-9_])/;

/** Whether anything to ablate is marked in it. */
export function isMarked({ text }: Document): boolean {
  return MARK.test(text);
}
