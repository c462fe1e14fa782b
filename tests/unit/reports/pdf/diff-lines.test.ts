import { expect, test } from 'vitest';
import { diffBlock } from '../../../../src/reports/pdf/diff-block.js';
import { diffLines } from '../../../../src/reports/pdf/diff-lines.js';

const TWO_FILES = `--- a/train.sql
+++ b/train.sql
@@ -1,3 +1,2 @@
 kept
--- a comment of SQL
-gone
+++ added
--- a/model.py
+++ b/model.py
@@ -7 +7 @@
-a = 1
+a = 2
\\ No newline at end of file
`;

test('a removed line that looks like the name of a file is one', () => {
  expect(diffLines(TWO_FILES)).toEqual([
    { kind: 'file', path: 'train.sql' },
    { kind: 'place', text: '@@ -1,3 +1,2 @@' },
    { kind: 'kept', code: 'kept' },
    { kind: 'removed', code: '-- a comment of SQL' },
    { kind: 'removed', code: 'gone' },
    { kind: 'added', code: '++ added' },
    { kind: 'file', path: 'model.py' },
    { kind: 'place', text: '@@ -7 +7 @@' },
    { kind: 'removed', code: 'a = 1' },
    { kind: 'added', code: 'a = 2' },
    { kind: 'note', text: '\\ No newline at end of file' },
  ]);
});

test('only Python is coloured', () => {
  const block = diffBlock(TWO_FILES, 'variants/a.diff');
  expect(block).toContain('removed[#"-- a comment of SQL";],');
  expect(block).toContain('added[#"a = ";#literal[#"2";];],');
});

test('a long diff is cut, and the rest is counted', () => {
  const lines = Array.from({ length: 100 }, (_, index) => `+line_${String(index)}\n`).join('');
  const block = diffBlock(`--- a/x.py\n+++ b/x.py\n@@ -0,0 +1,100 @@\n${lines}`, 'variants/conv2.diff');
  expect(block).toContain('line_57');
  expect(block).not.toContain('line_58');
  expect(block).toContain('… 42 more lines; the whole diff: variants/conv2.diff');
});
