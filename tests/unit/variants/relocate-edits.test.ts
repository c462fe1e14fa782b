import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { applyEdits, type Edit } from '../../../src/core/edit.js';
import { pythonFileFromText } from '../../../src/source/python-file.js';
import { loadPythonParser } from '../../../src/source/python-parser.js';
import { executedTokens } from '../../../src/source/run-identity-tokens.js';
import { relocateEdits } from '../../../src/variants/relocate-edits.js';

beforeAll(loadPythonParser);

const LINES = [
  'import torch.nn as nn',
  '',
  'class Net(nn.Module):',
  '    def __init__(self):',
  '        super().__init__()',
  '        self.conv = nn.Conv2d(1, 8, 3)',
  '        self.drop = nn.Dropout(0.3)',
  '        self.head = nn.Linear(8, 10)',
  '',
  '    def forward(self, x):',
  '        x = self.conv(x)',
  '        x = self.drop(x)',
  '        return self.head(x)',
];
const PLAIN = `${LINES.join('\n')}\n`;

/** Deletes whole lines or puts others in their place, as replies of models do. */
function lineEdit(text: string, row: number, replacement: string): Edit {
  const lines = text.split('\n');
  const start = lines.slice(0, row).reduce((sum, line) => sum + line.length + 1, 0);
  return { file: 'net.py', start, end: start + (lines[row]?.length ?? 0) + 1, text: replacement };
}

const CODE_ROWS = LINES.flatMap((line, row) => (line === '' ? [] : [row]));

test('edits find their lines again whatever comments and marks came in between', () => {
  fc.assert(
    fc.property(
      fc.subarray([6, 11], { minLength: 1 }),
      fc.uniqueArray(fc.constantFrom(...CODE_ROWS)),
      fc.uniqueArray(fc.constantFrom(...CODE_ROWS)),
      (edited, marked, above) => {
        const edits = edited.map((row) => lineEdit(PLAIN, row, row === 11 ? '        x = x * 1\n' : ''));
        const current = LINES.flatMap((line, row) => [
          ...(above.includes(row) ? ['        # a comment of its own'] : []),
          marked.includes(row) ? `${line}  #ABLATABLE_COMPONENT` : line,
        ]);
        const file = pythonFileFromText('net.py', `${current.join('\n')}\n`);
        const moved = relocateEdits(PLAIN, file, edits);
        expect(moved).toBeDefined();
        const before = pythonFileFromText('net.py', applyEdits(PLAIN, edits));
        const after = pythonFileFromText('net.py', applyEdits(file.text, moved ?? []));
        expect(executedTokens(after)).toBe(executedTokens(before));
      },
    ),
    { numRuns: 200 },
  );
});

describe('edits are given up', () => {
  test.each([
    ['where a value changed', PLAIN.replace('0.3', '0.4')],
    ['where a statement came', PLAIN.replace('        return', '        x = x + 1\n        return')],
    ['where the file is broken now', PLAIN.replace('super().__init__()', 'super(.__init__()')],
  ])('%s', (_, text) => {
    expect(relocateEdits(PLAIN, pythonFileFromText('net.py', text), [lineEdit(PLAIN, 6, '')])).toBeUndefined();
  });
});
