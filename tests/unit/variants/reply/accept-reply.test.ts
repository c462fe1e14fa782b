import { Buffer } from 'node:buffer';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { applyEdits } from '../../../../src/core/edit.js';
import { loadPythonParser, parsePython } from '../../../../src/source/python-parser.js';
import type { Project } from '../../../../src/source/project.js';
import { decodeText } from '../../../../src/source/read-text.js';
import { acceptReply } from '../../../../src/variants/reply/accept-reply.js';
import { projectOf } from '../rules/marked-project.js';
import { block, fenced } from './reply-text.js';

beforeAll(loadPythonParser);

const NET = `import torch.nn as nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, 3)
        self.conv2 = nn.Conv2d(16, 32, 3)
        self.fc = nn.Linear(32, 10)

    def forward(self, x):
        x = self.conv1(x)
        x = self.conv2(x)
        skip = x
        return self.fc(x.mean((2, 3))) + skip.mean()
`;

const project = (): Project => projectOf({ 'train.py': 'from net import Net\n\nNet()\n', 'net.py': NET });

function accept(reply: string, of = project()) {
  return acceptReply(reply, of, [{ file: 'net.py', first: 8, last: 8 }]);
}

function problemOf(reply: string, of = project()): string {
  const decision = accept(reply, of);
  if (decision.kind !== 'unusable') throw new Error(JSON.stringify(decision));
  return decision.problem;
}

const inNet = (...blocks: readonly string[]): string => `net.py\n${fenced(blocks.join('\n'))}`;

describe('a reply', () => {
  it('of blocks becomes edits with its summary', () => {
    const reply = `SUMMARY: conv2 is gone.\n\n${inNet(
      block(
        '        self.conv2 = nn.Conv2d(16, 32, 3)\n        self.fc = nn.Linear(32, 10)',
        '        self.fc = nn.Linear(16, 10)',
      ),
      block('        x = self.conv2(x)', ''),
    )}`;
    const decision = accept(reply);
    if (decision.kind !== 'edits') throw new Error(JSON.stringify(decision));
    expect(decision.summary).toBe('conv2 is gone.');
    expect(applyEdits(NET, decision.edits)).toBe(
      NET.replace('        self.conv2 = nn.Conv2d(16, 32, 3)\n', '')
        .replace('Linear(32', 'Linear(16')
        .replace('        x = self.conv2(x)\n', ''),
    );
  });

  it('of a whole file becomes the edits that differ', () => {
    const text = NET.replace('        skip = x\n', '').replace(' + skip.mean()', '');
    const decision = accept(`net.py\n${fenced(text.trimEnd())}`);
    expect(decision).toMatchObject({ kind: 'edits', edits: [{ file: 'net.py' }] });
    if (decision.kind === 'edits') expect(applyEdits(NET, decision.edits)).toBe(text);
  });

  it('may refuse', () => {
    expect(accept('CANNOT: nothing uses it.')).toEqual({ kind: 'refused', reason: 'nothing uses it.' });
  });
});

describe('back to the model goes', () => {
  test.each<[string, string, string]>([
    ['prose', 'You should remove conv2.', 'holds no edit'],
    [
      'a block that leaves out code',
      inNet(block('        x = self.conv2(x)\n        skip = x', '        # ... rest of the code\n        skip = x')),
      'Line 13 of net.py stands in for code that is left out: # ... rest of the code',
    ],
    [
      'a syntax error',
      inNet(block('        x = self.conv2(x)', '        x = self.conv2(x')),
      'net.py is not valid Python after the edits; the first error is at or after line',
    ],
    ['typographic quotes in code', inNet(block('        skip = x', '        skip = “x”')), 'not valid Python'],
    ['a name left over', inNet(block('        skip = x', '')), 'Line 14 of net.py uses skip, which nothing defines'],
    ['a misspelt name', inNet(block('        skip = x', '        skip = y')), 'Line 14 of net.py uses y'],
    ['a cut whole file', `net.py\n${fenced(NET.slice(0, 120))}`, '% of the file is left'],
    ['a whole file with the same code', `net.py\n${fenced(NET.trimEnd())}`, 'nothing was removed'],
    ['a whole file of another project', `model.py\n${fenced(NET.trimEnd())}`, 'the files are train.py, net.py'],
    [
      'a whole file that leaves out code',
      `net.py\n${fenced(NET.replace('        skip = x', '        ...').trimEnd())}`,
      '14| ...',
    ],
  ])('%s', (_, reply, problem) => {
    expect(problemOf(reply)).toContain(problem);
  });

  it('a character that the encoding of the file lacks', () => {
    const decoded = decodeText(Buffer.from('# -*- coding: latin-1 -*-\nx = "\u00e9"\n', 'latin1'));
    if (!decoded.ok) throw new Error(decoded.failure);
    const file = { path: 'net.py', ...decoded.value, tree: parsePython(decoded.value.text) };
    const latin: Project = { ...project(), pythonFiles: new Map([['net.py', file]]) };
    expect(problemOf(inNet(block('x = "\u00e9"', 'x = "\u2192"')), latin)).toContain('net.py is saved as latin1');
    expect(accept(inNet(block('x = "\u00e9"', 'x = "\u00fc"')), latin).kind).toBe('edits');
  });

  it('which blocks failed and why, what would fit, and that all are to be sent', () => {
    const reply = inNet(
      block('        x = self.conv1(x)', '        x = x'),
      block('        self.conv2 = nn.Conv2d(16, 64, 3)', ''),
      block('        x = x', '        y = x'),
      block('Net()', ''),
    );
    expect(problemOf(reply)).toMatchInlineSnapshot(`
      "3 of the 4 blocks could not be applied, so nothing was changed.

      Block 2 (net.py): its SEARCH lines do not stand in the file:
              self.conv2 = nn.Conv2d(16, 64, 3)
      Nearest are these lines of the file (the numbers are for reading only):
      8|         self.conv2 = nn.Conv2d(16, 32, 3)

      Block 3 (net.py): its SEARCH lines do not stand in the file:
              x = x
      Nearest are these lines of the file (the numbers are for reading only):
      14|         skip = x

      Block 4 (net.py): its SEARCH lines do not stand in the file:
      Net()
      Nothing in the file resembles them.
      They stand in train.py.

      What fits: block 1."
    `);
  });

  it('the places of a block that is not unique', () => {
    const twice: Project = projectOf({ 'net.py': 'for a in b:\n    f(a)\nfor c in d:\n    f(a)\n' });
    expect(problemOf(inNet(block('    f(a)', '    pass')), twice)).toMatchInlineSnapshot(`
      "The block could not be applied, so nothing was changed.

      Block 1 (net.py): its SEARCH lines stand 2 times in the file, at lines 2, 4. Repeat enough of the lines above or below that they stand there once."
    `);
  });
});
