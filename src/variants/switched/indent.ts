import { parsePython } from '../../source/python-parser.js';

/**
 * Statements of Python one level deeper. Lines that begin inside a string keep what they are: their white space is
 * part of its value. `indentation` is what the statements' first line begins with.
 */
export function indented(statements: string, indentation: string): string {
  const inString = rowsInsideStrings(statements, indentation);
  // Python takes no tab behind blanks for deeper than a tab.
  const unit = /^\t/mu.test(`${indentation}\n${statements}`) ? '\t' : '    ';
  return statements
    .split('\n')
    .map((line, row) => (line.trim() === '' || inString.has(row) ? line : unit + line))
    .join('\n');
}

function rowsInsideStrings(statements: string, indentation: string): ReadonlySet<number> {
  const [header, rows] = indentation === '' ? ['', 0] : ['if True:\n', 1];
  const tree = parsePython(header + statements);
  const inside = tree.rootNode.descendantsOfType('string').flatMap(({ startPosition, endPosition }) => {
    const count = endPosition.row - startPosition.row;
    return Array.from({ length: count }, (_, index) => startPosition.row + 1 + index - rows);
  });
  tree.delete();
  return new Set(inside);
}
