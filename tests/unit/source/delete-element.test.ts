import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { applyEdits } from '../../../src/core/edit.js';
import { deleteElements, elementsOf } from '../../../src/source/delete-element.js';
import { pythonFileFromText } from '../../../src/source/python-file.js';
import { loadPythonParser } from '../../../src/source/python-parser.js';
import { evaluatePython } from './evaluate-python.js';

const CONTAINER_TYPES = ['list', 'tuple', 'set', 'dictionary', 'argument_list', 'expression_list'];

beforeAll(loadPythonParser);

/** Deletes the elements with these indices from the container assigned to `result` (or its call's arguments). */
function deleteAt(text: string, indices: readonly number[]): string {
  const file = pythonFileFromText('train.py', text);
  expect(file.tree.rootNode.hasError, text).toBe(false);
  const assignments = file.tree.rootNode.descendantsOfType('assignment');
  const right = assignments.find((node) => node.text.startsWith('result'))?.childForFieldName('right');
  const container = right?.type === 'call' ? right.childForFieldName('arguments') : right;
  if (!container || !CONTAINER_TYPES.includes(container.type)) throw new Error(`no container in ${text}`);
  const items = elementsOf(container);
  const deleted = deleteElements(
    file,
    items.filter((_, index) => indices.includes(index)),
  );
  if (!deleted.ok) throw new Error(deleted.failure);
  return applyEdits(text, deleted.value);
}

describe('deleteElements', () => {
  it.each([
    ['result = [1, 2, 3]\n', [0], 'result = [2, 3]\n'],
    ['result = [1, 2, 3]\n', [1], 'result = [1, 3]\n'],
    ['result = [1, 2, 3]\n', [2], 'result = [1, 2]\n'],
    ['result = [1, 2, 3]\n', [0, 2], 'result = [2]\n'],
    ['result = [1, 2,]\n', [1], 'result = [1,]\n'],
    ['result = [1]\n', [0], 'result = []\n'],
    ['result = [1,]\n', [0], 'result = []\n'],
    ['result = (1, 2)\n', [1], 'result = (1,)\n'],
    ['result = (1, 2)\n', [0], 'result = (2,)\n'],
    ['result = (1, 2, 3)\n', [1, 2], 'result = (1,)\n'],
    ['result = 1, 2\n', [1], 'result = 1,\n'],
    ['result = dict(a=1, b=2)\n', [0], 'result = dict(b=2)\n'],
    ['result = {"a": 1, **{"b": 2}}\n', [1], 'result = {"a": 1}\n'],
    ['result = [\n    1,  # one\n    2,  # two\n    3,\n]\n', [1], 'result = [\n    1,  # one\n    3,\n]\n'],
    ['result = [\n    1,\n    2  # last\n]\n', [1], 'result = [\n    1,\n]\n'],
    ['result = [\r\n    1,\r\n    2,\r\n]\r\n', [0], 'result = [\r\n    2,\r\n]\r\n'],
    ['result = [1,  # one\n          2]\n', [0], 'result = [# one\n          2]\n'],
    ['result = [1,\n          2]  # two\n', [1], 'result = [1,\n          ]  # two\n'],
    ['result = [1, 2,\n          3]\n', [1], 'result = [1,\n          3]\n'],
    ['result = [\n    1\n  , 2\n  , 3\n]\n', [1], 'result = [\n    1\n  \n  , 3\n]\n'],
    ['result = [\n    1\n  , 2\n]\n', [0], 'result = [\n    \n  2\n]\n'],
    [
      'result = [\n    # about one\n    1,\n    # about two\n    2,\n]\n',
      [1],
      'result = [\n    # about one\n    1,\n    # about two\n]\n',
    ],
  ])('%j without %j', (text, indices, expected) => {
    expect(deleteAt(text, indices)).toBe(expected);
  });

  it('says what Python could not express', () => {
    expect(() => deleteAt('result = {1}\n', [0])).toThrow('dictionary');
    expect(() => deleteAt('result = 1,\n', [0])).toThrow('nothing would be left');
  });

  it('gives the container without the elements, whatever the layout, and changes only its lines', () => {
    const cases: { text: string; edited: string; expected: string }[] = [];
    fc.assert(
      fc.property(layouts, (layout) => {
        const text = render(layout);
        expect(deleteAt(text, [])).toBe(text);
        const kept = layout.items.filter((item) => !item.deleted);
        if (kept.length === 0 && ['set', 'bare tuple'].includes(layout.kind)) return;
        const edited = deleteAt(text, indicesOf(layout));
        expect(edited.startsWith('before = [1, 2]\n')).toBe(true);
        expect(edited.endsWith('after = [3, 4]\n')).toBe(true);
        cases.push({
          text,
          edited,
          expected: render({ ...layout, items: kept, comments: false, trailingComma: true }),
        });
      }),
      { numRuns: 400 },
    );
    const actual = evaluatePython(cases.map((each) => each.edited));
    const expected = evaluatePython(cases.map((each) => each.expected));
    for (const [index, each] of cases.entries()) {
      expect(actual[index], `${each.text}\n->\n${each.edited}`).toBe(expected[index]);
    }
  });
});

const KINDS = ['list', 'tuple', 'set', 'dictionary', 'call', 'keywords', 'bare tuple'] as const;

interface Layout {
  readonly kind: (typeof KINDS)[number];
  readonly items: readonly {
    key: string;
    value: string;
    breakBefore: boolean;
    breakAfterComma: boolean;
    deleted: boolean;
  }[];
  readonly trailingComma: boolean;
  readonly comments: boolean;
  readonly lineEnd: string;
}

const layouts: fc.Arbitrary<Layout> = fc.record({
  kind: fc.constantFrom(...KINDS),
  items: fc
    .array(
      fc.record({
        value: fc.constantFrom('1', '(2, 3)', '"a, b"', '"# no comment"', '(4\n+ 5)', 'len("é𝔸")'),
        breakBefore: fc.boolean(),
        breakAfterComma: fc.boolean(),
        deleted: fc.boolean(),
      }),
      { minLength: 1, maxLength: 5 },
    )
    .map((items) => items.map((item, index) => ({ ...item, key: `k${index}` }))),
  trailingComma: fc.boolean(),
  comments: fc.boolean(),
  lineEnd: fc.constantFrom('\n', '\r\n'),
});

function indicesOf(layout: Layout): number[] {
  return layout.items.flatMap((item, index) => (item.deleted ? [index] : []));
}

function render(layout: Layout): string {
  const [open, close] = {
    list: ['[', ']'],
    tuple: ['(', ')'],
    set: ['{', '}'],
    dictionary: ['{', '}'],
    call: ['collect(', ')'],
    keywords: ['dict(', ')'],
    'bare tuple': ['', ''],
  }[layout.kind] as [string, string];
  const isBare = layout.kind === 'bare tuple';
  const lineBreak: string = isBare ? '\\\n    ' : layout.comments ? '  # note, [here]\n    ' : '\n    ';
  const needsComma =
    layout.trailingComma || (layout.items.length === 1 && ['tuple', 'bare tuple'].includes(layout.kind));
  const body = layout.items
    .map((item, index) => {
      const isLast = index === layout.items.length - 1;
      const comma = isLast && !needsComma ? '' : `${item.breakBefore ? lineBreak : ''},`;
      const space = isLast && isBare ? '' : item.breakAfterComma ? lineBreak : isLast ? '' : ' ';
      return entry(layout.kind, item.key, item.value) + comma + space;
    })
    .join('');
  const empty = layout.items.length === 0 && needsComma ? '' : body;
  const text = `before = [1, 2]\ndef collect(*all): return all\nresult = ${open}${empty}${close}\nafter = [3, 4]\n`;
  return layout.lineEnd === '\n'
    ? text
    : text
        .replaceAll('\n', '\r\n')
        .replace('before = [1, 2]\r\n', 'before = [1, 2]\n')
        .replace(/after = \[3, 4\]\r\n$/, 'after = [3, 4]\n');
}

function entry(kind: Layout['kind'], key: string, value: string): string {
  if (kind === 'dictionary') return `"${key}": ${value}`;
  return kind === 'keywords' ? `${key}=${value}` : value;
}
