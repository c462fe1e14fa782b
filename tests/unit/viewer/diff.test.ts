import { createTwoFilesPatch } from 'diff';
import { expect, test } from 'vitest';
import { changedParts } from '../../../viewer/diff/changed-part.js';
import { pairLines } from '../../../viewer/diff/pair-lines.js';
import { parseDiff } from '../../../viewer/diff/parse-diff.js';

const before = ['import torch', 'a = 1', '-- = 2', 'c = 3', 'd = 4', 'e = 5'].join('\n');
const after = ['import torch', 'a = 1', 'c = 30', 'd = 4', 'e = 5', 'f = 6'].join('\n');

test('files, hunks and line numbers; a removed line that begins like a heading is a line', () => {
  const patch = createTwoFilesPatch('a/train.py', 'b/train.py', before, after, undefined, undefined, { context: 1 });
  const [file, ...others] = parseDiff(patch);
  expect(others).toEqual([]);
  expect(file?.name).toBe('train.py');
  const lines = file?.hunks.flatMap((hunk) => hunk.lines) ?? [];
  expect(lines.filter(({ kind }) => kind === 'removed')).toEqual([
    { kind: 'removed', before: 3, text: '-- = 2' },
    { kind: 'removed', before: 4, text: 'c = 3' },
    { kind: 'removed', before: 6, text: 'e = 5' },
  ]);
  expect(lines.filter(({ kind }) => kind === 'added')).toEqual([
    { kind: 'added', after: 3, text: 'c = 30' },
    { kind: 'added', after: 5, text: 'e = 5' },
    { kind: 'added', after: 6, text: 'f = 6' },
  ]);
  expect(lines.filter(({ kind }) => kind === 'remark')).toHaveLength(2);
});

test('several files, one of them new and one gone', () => {
  const diff = `--- /dev/null
+++ b/new.py
@@ -0,0 +1 @@
+x = 1
--- a/old.py
+++ /dev/null
@@ -1 +0,0 @@
-y = 1
`;
  expect(parseDiff(diff).map(({ name, hunks }) => [name, hunks[0]?.lines])).toEqual([
    ['new.py', [{ kind: 'added', after: 1, text: 'x = 1' }]],
    ['old.py', [{ kind: 'removed', before: 1, text: 'y = 1' }]],
  ]);
  expect(parseDiff('')).toEqual([]);
});

test('side by side: each removed line beside the one in its place, the longer side alone at its end', () => {
  const diff = '--- a/x\n+++ b/x\n@@ -1,4 +1,3 @@\n same\n-one\n-two\n+ONE\n end\n';
  const [hunk] = parseDiff(diff)[0]?.hunks ?? [];
  expect(pairLines(hunk?.lines ?? []).map((pair) => [pair.before?.text, pair.after?.text])).toEqual([
    ['same', 'same'],
    ['one', 'ONE'],
    ['two', undefined],
    ['end', 'end'],
  ]);
});

test('where two lines differ; nothing is marked where they have little in common', () => {
  expect(changedParts('self.conv = nn.Conv2d(3, 3)', 'self.conv = nn.Identity()')).toEqual([
    { start: 'self.conv = nn.', changed: 'Conv2d(3, 3', end: ')' },
    { start: 'self.conv = nn.', changed: 'Identity(', end: ')' },
  ]);
  expect(changedParts('aa', 'aaa')).toEqual([
    { start: 'aa', changed: '', end: '' },
    { start: 'aa', changed: 'a', end: '' },
  ]);
  expect(changedParts('loss.backward()', 'x = y')).toBeUndefined();
});
