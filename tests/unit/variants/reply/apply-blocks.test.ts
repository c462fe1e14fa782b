import { beforeAll, describe, expect, it, test } from 'vitest';
import { applyEdits, findEditConflict } from '../../../../src/core/edit.js';
import type { Project } from '../../../../src/source/project.js';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { applyBlocks } from '../../../../src/variants/reply/apply-blocks.js';
import { projectOf } from '../rules/marked-project.js';

beforeAll(loadPythonParser);

type Sides = readonly [search: string, replace: string];

const blockOf = ([search, replace]: Sides, file = 'train.py') => ({ file, search, replace });

function edit(text: string, ...sides: readonly Sides[]) {
  const applied = applyBlocks(
    projectOf({ 'train.py': text }),
    sides.map((side) => blockOf(side)),
  );
  if (!applied.ok) throw new Error(JSON.stringify(applied.failure));
  expect(findEditConflict(applied.value.edits)).toBeUndefined();
  return { edits: applied.value.edits, after: applyEdits(text, applied.value.edits) };
}

function problems(project: Project, ...blocks: readonly ReturnType<typeof blockOf>[]) {
  const applied = applyBlocks(project, blocks);
  if (applied.ok) throw new Error(JSON.stringify(applied.value));
  return applied.failure.map(({ number, problem }) => ({ number, ...problem }));
}

function problemsIn(text: string, ...sides: readonly Sides[]) {
  return problems(projectOf({ 'train.py': text }), ...sides.map((side) => blockOf(side)));
}

describe('a block at its one place', () => {
  it('is an edit of the lines that differ, the others untouched', () => {
    const { edits, after } = edit('a = 1\nb = 2\nc = 3\n', ['a = 1\nb = 2\nc = 3', 'a = 1\nb = 4\nc = 3']);
    expect(after).toBe('a = 1\nb = 4\nc = 3\n');
    expect(edits).toEqual([{ file: 'train.py', start: 6, end: 12, text: 'b = 4\n' }]);
  });

  it('can only insert', () => {
    const { edits, after } = edit('a = 1\nb = 2\n', ['a = 1\nb = 2', 'a = 1\nx = 0\nb = 2']);
    expect(after).toBe('a = 1\nx = 0\nb = 2\n');
    expect(edits).toEqual([{ file: 'train.py', start: 6, end: 6, text: 'x = 0\n' }]);
  });

  it('keeps Windows line ends', () => {
    expect(edit('a = 1\r\nb = 2\r\n', ['b = 2', 'b = 3\nc = 4']).after).toBe('a = 1\r\nb = 3\r\nc = 4\r\n');
  });

  test.each<[string, Sides, string]>([
    ['a changed last line', ['b = 2', 'b = 3'], 'a = 1\nb = 3'],
    ['a new last line', ['b = 2', 'b = 2\nc = 3'], 'a = 1\nb = 2\nc = 3'],
    ['a removed last line', ['b = 2', ''], 'a = 1'],
    ['a removed first line', ['a = 1\n', ''], 'b = 2'],
  ])('leaves a file without a line end at its end so: %s', (_, sides, after) => {
    expect(edit('a = 1\nb = 2', sides).after).toBe(after);
  });

  it('removes the end of such a file while it inserts just before', () => {
    expect(edit('a\n\nb', ['a', 'a\nx'], ['b', '']).after).toBe('a\nx\n');
  });

  it('matches but for white space at line ends, and keeps that of lines it repeats', () => {
    expect(edit('a = 1  \nb = 2\t\nc = 3\n', ['a = 1\nb = 2', 'a = 1\nb = 5']).after).toBe('a = 1  \nb = 5\nc = 3\n');
  });

  it('prefers the exact place to one that differs in white space', () => {
    expect(edit('x = 1 \ny\nx = 1\n', ['x = 1', 'x = 2']).after).toBe('x = 1 \ny\nx = 2\n');
  });

  test.each<[string, string, Sides, string]>([
    [
      'too little',
      'class A:\n    def f(self):\n        return 1\n',
      ['def f(self):\n    return 1', 'def f(self):\n    return 2'],
      'class A:\n    def f(self):\n        return 2\n',
    ],
    [
      'too much',
      'if a:\n    b()\n\n    c()\n',
      ['        b()\n\n        c()', '        b()\n    d()\n'],
      'if a:\n    b()\nd()\n',
    ],
    ['by tabs', 'if a:\n\tb()\n\tc()\n', ['b()\nc()', 'b()\nd()'], 'if a:\n\tb()\n\td()\n'],
  ])('shifts the new lines as the search lines were: %s', (_, text, sides, after) => {
    expect(edit(text, sides).after).toBe(after);
  });

  it('does not take an indent that differs from line to line', () => {
    expect(problemsIn('if a:\n    b()\n        c()\n', ['b()\nc()', 'd()'])).toMatchObject([{ kind: 'not-found' }]);
  });

  it('matches but for typographic punctuation', () => {
    expect(edit('print("it\'s - 1")\nf()\n', ['print(“it’s – 1”)', 'print(“no”)']).after).toBe('print("no")\nf()\n');
    expect(
      edit('if a:\n    b()\n', ['if a:\n\u00a0\u00a0\u00a0\u00a0b()', 'if a:\n\u00a0\u00a0\u00a0\u00a0c()']).after,
    ).toBe('if a:\n    c()\n');
  });

  it('keeps the punctuation that the file has', () => {
    expect(
      edit('# loss – old\nx = "–"\ny = 1\n', ['# loss - old\nx = "-"\ny = 1', '# loss - old\nx = "-"\ny = 2']).after,
    ).toBe('# loss – old\nx = "–"\ny = 2\n');
  });

  it('fills an empty file', () => {
    const project = projectOf({ 'train.py': 'a = 1\n', 'empty.py': '' });
    const applied = applyBlocks(project, [blockOf(['', 'x = 1\n'], 'empty.py')]);
    expect(applied).toEqual({ ok: true, value: { edits: [{ file: 'empty.py', start: 0, end: 0, text: 'x = 1\n' }] } });
  });

  it('can be in a configuration file', () => {
    const project: Project = {
      ...projectOf({ 'train.py': 'a = 1\n' }),
      configFiles: new Map([['c.yaml', { path: 'c.yaml', format: 'yaml', text: 'lr: 1\r\nwd: 2\r\n' }]]),
    };
    const applied = applyBlocks(project, [blockOf(['wd: 2', 'wd: 0'], 'c.yaml')]);
    expect(applied).toMatchObject({ value: { edits: [{ file: 'c.yaml', start: 7, text: 'wd: 0\r\n' }] } });
  });
});

describe('several blocks', () => {
  it('are all against the pristine file, in any order', () => {
    expect(edit('a\nb\nc\n', ['c', 'z'], ['a', 'x\ny']).after).toBe('x\ny\nb\nz\n');
  });

  it('insert in the order of their places where they meet', () => {
    expect(edit('a\nb\n', ['b', 'y\nb'], ['a', 'a\nx']).after).toBe('a\nx\ny\nb\n');
  });

  it('may share lines that they only repeat', () => {
    expect(edit('a\nb\nc\nd\n', ['a\nb\nc', 'x\nb\nc'], ['b\nc\nd', 'b\nc\ny']).after).toBe('x\nb\nc\ny\n');
  });

  it('count once where one is repeated', () => {
    expect(edit('a\nb\n', ['a', 'x'], ['a', 'x']).after).toBe('x\nb\n');
  });
});

describe('what cannot be applied', () => {
  it('is a place that is not unique, exactly or but for the indent', () => {
    expect(problemsIn('x = 1\ny\nx = 1\n', ['x = 1', 'x = 2'])).toEqual([
      { number: 1, kind: 'ambiguous', lines: [1, 3] },
    ]);
    expect(problemsIn('if a:\n  x = 1\nelse:\n    x = 1\n', ['x = 1', 'x = 2'])).toMatchObject([
      { kind: 'ambiguous', lines: [2, 4] },
    ]);
  });

  it('is a search for what is not there, with the nearest lines', () => {
    const text = 'import torch\n\nself.conv2 = nn.Conv2d(16, 32, 3)\nself.fc = nn.Linear(8, 2)\n';
    expect(problemsIn(text, ['self.conv2 = nn.Conv2d(16, 64, 3)', 'pass'])).toEqual([
      {
        number: 1,
        kind: 'not-found',
        nearest: [{ number: 3, text: 'self.conv2 = nn.Conv2d(16, 32, 3)' }],
        isReplacementThere: false,
        elsewhere: [],
      },
    ]);
    expect(problemsIn(text, ['ENTIRELY = "unlike"', 'pass'])).toMatchObject([{ nearest: [] }]);
  });

  it('is a part of a line', () => {
    expect(problemsIn('x = foo(1)\n', ['foo(1)', 'foo(2)'])).toMatchObject([{ kind: 'not-found' }]);
  });

  it('is a change that is there already, or belongs to another file', () => {
    const project = projectOf({ 'train.py': 'a = 2\n', 'net.py': 'b = 1\n' });
    expect(problems(project, blockOf(['a = 1', 'a = 2']), blockOf(['b = 1', 'b = 2']))).toMatchObject([
      { number: 1, kind: 'not-found', isReplacementThere: true, elsewhere: [] },
      { number: 2, kind: 'not-found', isReplacementThere: false, elsewhere: ['net.py'] },
    ]);
  });

  it('is not said to be there already for a word that stands in any file', () => {
    expect(problemsIn('if a:\n    pass\n', ['x = 1', 'pass'])).toMatchObject([{ isReplacementThere: false }]);
  });

  it('is a file that the project lacks', () => {
    expect(problems(projectOf({ 'train.py': 'a\n', 'net.py': 'b\n' }), blockOf(['a', 'b'], 'x.py'))).toEqual([
      { number: 1, kind: 'unknown-file', known: ['train.py', 'net.py'] },
    ]);
  });

  it('is an empty search in a file that is not empty', () => {
    expect(problemsIn('a\n', ['', 'b'], ['\n', 'b'])).toMatchObject([
      { number: 1, kind: 'empty-search' },
      { number: 2, kind: 'empty-search' },
    ]);
  });

  it('is a change of nothing', () => {
    expect(problemsIn('a\nb\n', ['a', 'a'], ['b  ', 'b'])).toMatchObject([{ kind: 'no-op' }, { kind: 'no-op' }]);
  });

  it('is a change of what another block changes', () => {
    expect(problemsIn('a\nb\nc\n', ['a\nb', 'x\ny'], ['b\nc', 'z\nc'])).toEqual([
      { number: 2, kind: 'overlap', other: 1 },
    ]);
    expect(problemsIn('a\nb\n', ['a\nb', 'a\nx\nb'], ['a\nb', 'a\ny\nb'])).toMatchObject([{ kind: 'overlap' }]);
  });

  it('keeps all blocks from being applied', () => {
    expect(problemsIn('a\nb\n', ['a', 'x'], ['q', 'y'])).toMatchObject([{ number: 2 }]);
  });
});
