import { parsePython, type Tree } from '../../source/python-parser.js';
import type { PythonFile } from '../../source/python-file.js';
import type { LineRange } from './component-lines.js';

const LEAST_KEPT = 0.7;

/**
 * The share of a file that a rewritten text still has, where that is too little to be an ablation: less than
 * 70 % of the syntax nodes outside of the component's lines. Comments do not count.
 */
export function shrunkShare(file: PythonFile, text: string, component: readonly LineRange[]): number | undefined {
  const own = component.filter((range) => range.file === file.path);
  const isOutside = (row: number): boolean => !own.some(({ first, last }) => first <= row + 1 && row + 1 <= last);
  const tree = parsePython(text);
  const before = countNodes(file.tree, isOutside);
  const after = countNodes(tree, () => true);
  tree.delete();
  return after < LEAST_KEPT * before ? after / before : undefined;
}

function countNodes(tree: Tree, isCounted: (row: number) => boolean): number {
  const cursor = tree.walk();
  let count = 0;
  for (;;) {
    if (cursor.nodeIsNamed && cursor.nodeType !== 'comment' && isCounted(cursor.startPosition.row)) count += 1;
    if (cursor.gotoFirstChild()) continue;
    while (!cursor.gotoNextSibling()) {
      if (cursor.gotoParent()) continue;
      cursor.delete();
      return count;
    }
  }
}
