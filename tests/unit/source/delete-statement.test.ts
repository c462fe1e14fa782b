import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/core/edit.js';
import { deleteStatements } from '../../../src/source/delete-statement.js';
import { pythonFileFromText } from '../../../src/source/python-file.js';
import { loadPythonParser, walk, type Node } from '../../../src/source/python-parser.js';
import { evaluatePython } from './evaluate-python.js';

beforeAll(loadPythonParser);

/** Deletes the statements that contain one of the words and no other statement. */
function deleteWith(text: string, words: readonly string[]): string {
  const file = pythonFileFromText('train.py', text);
  expect(file.tree.rootNode.hasError, text).toBe(false);
  const statements = [...walk(file.tree.rootNode)].filter(
    (node: Node) => node.type === 'expression_statement' && words.some((word) => node.text.includes(word)),
  );
  return applyEdits(text, deleteStatements(file, statements));
}

describe('deleteStatements', () => {
  it.each([
    ['a()\nb()  # gone\nc()\n', ['b'], 'a()\nc()\n'],
    ['a()\nb()', ['b'], 'a()\n'],
    ['a(); b(); c()\n', ['a'], 'b(); c()\n'],
    ['a(); b(); c()\n', ['b'], 'a(); c()\n'],
    ['a(); b(); c()\n', ['c'], 'a(); b()\n'],
    ['a(); b(); c()\n', ['b', 'c'], 'a()\n'],
    ['a(); b();\n', ['b'], 'a();\n'],
    ['a(); b();\nc()\n', ['a', 'b'], 'c()\n'],
    ['if x:\n    a()  # why\nelse:\n    b()\n', ['a'], 'if x:\n    pass  # why\nelse:\n    b()\n'],
    ['if x:\n    a()\n    b()\nc()\n', ['a', 'b'], 'if x:\n    pass\nc()\n'],
    ['if x: a(); b()\n', ['a', 'b'], 'if x: pass\n'],
    ['if x: a(); b()\n', ['b'], 'if x: a()\n'],
    ['def f():\n    """Doc."""\n    a()\n', ['a'], 'def f():\n    """Doc."""\n'],
    ['def f():\r\n\ta(\r\n\t\t1,\r\n\t)\r\n\tb()\r\n', ['a'], 'def f():\r\n\tb()\r\n'],
    ['for i in x:\n    # step\n    a(i)\n', ['a'], 'for i in x:\n    # step\n    pass\n'],
    ['a(\n    1,\n); b()\n', ['a'], 'b()\n'],
  ])('%j without %j', (text, words, expected) => {
    expect(deleteWith(text, words)).toBe(expected);
  });

  it('executes the other statements, whatever the blocks around them', () => {
    const cases: { text: string; edited: string; expected: number[] }[] = [];
    fc.assert(
      fc.property(programs, ({ text, deleted, all }) => {
        expect(deleteWith(text, [])).toBe(text);
        const edited = deleteWith(
          text,
          deleted.map((number) => `append(${number})`),
        );
        cases.push({ text, edited, expected: all.filter((number) => !deleted.includes(number)) });
      }),
      { numRuns: 300 },
    );
    const actual = evaluatePython(cases.map((each) => each.edited));
    for (const [index, each] of cases.entries()) {
      expect(actual[index], `${each.text}\n->\n${each.edited}`).toBe(`[${each.expected.join(', ')}]`);
    }
  });
});

interface Line {
  readonly depth: number;
  readonly deleted: readonly boolean[];
  readonly inline: boolean;
  readonly comment: boolean;
}

/** Lines of `result.append(n)`, several on one line or behind `if True:`, indented under such headers. */
const programs = fc
  .array(
    fc.record({
      depth: fc.integer({ min: 0, max: 2 }),
      deleted: fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
      inline: fc.boolean(),
      comment: fc.boolean(),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((lines: readonly Line[]) => {
    const all: number[] = [];
    const deleted: number[] = [];
    const written = ['result = []'];
    let previousDepth = 0;
    for (const line of lines) {
      for (let depth = previousDepth; depth < line.depth; depth++) written.push(`${'  '.repeat(depth)}if True:`);
      const calls = line.deleted.map((isDeleted) => {
        all.push(all.length);
        if (isDeleted) deleted.push(all.length - 1);
        return `result.append(${all.length - 1})`;
      });
      const header = line.inline ? 'if True: ' : '';
      written.push(`${'  '.repeat(line.depth)}${header}${calls.join('; ')}${line.comment ? '  # note' : ''}`);
      previousDepth = line.depth;
    }
    return { text: `${written.join('\n')}\n`, deleted, all };
  });
