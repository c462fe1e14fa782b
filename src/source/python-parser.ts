import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Language, Parser, type Node, type Tree } from 'web-tree-sitter';

export { Edit as TreeEdit, type Node, type Tree } from 'web-tree-sitter';

let parser: Parser | undefined;

/** Loads the grammar (about 30 ms, once per process). Call it before `parsePython`. */
export async function loadPythonParser(): Promise<void> {
  if (parser !== undefined) return;
  await Parser.init();
  const fresh = new Parser();
  fresh.setLanguage(await Language.load(grammarPath()));
  parser = fresh;
}

/**
 * Parses Python text, reusing what a former tree (edited to match) still says; offsets in the tree are UTF-16 units of `text`. Never fails: errors are nodes.
 * The tree lives outside of the garbage collector's reach: `delete()` one that is needed only for a moment.
 */
export function parsePython(text: string, former?: Tree): Tree {
  if (parser === undefined) throw new Error('Internal error: loadPythonParser() was not awaited');
  const tree = parser.parse(text, former);
  if (tree === null) throw new Error('Internal error: the parser was cancelled');
  return tree;
}

/** Depth-first, in source order, the node itself first. */
export function* walk(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) yield* walk(child);
}

/** The build copies the grammar beside the compiled code, so that users compile nothing. */
function grammarPath(): string {
  const shipped = fileURLToPath(new URL('../grammars/tree-sitter-python.wasm', import.meta.url));
  if (existsSync(shipped)) return shipped;
  return createRequire(import.meta.url).resolve('tree-sitter-python/tree-sitter-python.wasm');
}
