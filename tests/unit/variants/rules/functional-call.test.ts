import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { functionalCall } from '../../../../src/variants/rules/functional-call.js';
import { evaluatePython } from '../../source/evaluate-python.js';
import { decide, editedBy, pythonErrorsOfEdits, reasonOf } from './marked-project.js';

beforeAll(loadPythonParser);

/** A model whose forward holds the lines; the mark is the reader's to put. */
function model(forward: string, rest = ''): string {
  return `import torch
import torch.nn as nn
import torch.nn.functional as F
from tensorflow.keras import layers

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
        self.act = nn.GELU()
        self.relu = nn.ReLU(inplace=True)
        self.pool = nn.MaxPool2d(2)
        self.maybe = nn.Dropout(0.1) if drop else None
        self.norm = choose(8)

    def forward(self, x, h):
        x = self.conv(x)
        ${forward.replaceAll('\n', '\n        ')}
        return x
${rest}`;
}
const M = '  #ABLATABLE_COMPONENT';
const term = (text: string) => `  #ABLATABLE_COMPONENT(term=${text})`;
const run = (forward: string, rest?: string) => decide(functionalCall, model(forward, rest));

describe('a whole statement', () => {
  it.each([
    'x = F.dropout(x, 0.5, training=self.training)',
    'x = F.relu(x)',
    'x = torch.relu(x)',
    'x = torch.nn.functional.gelu(input=x)',
    'x = x.relu()',
    'x = self.act(x)',
    'x = self.maybe(x)',
    'x = nn.Dropout(0.5)(x)',
    'x = layers.Dropout(0.5)(x)',
    'F.relu_(x)',
    'F.dropout(x, 0.1, inplace=True)',
  ])('%s goes', (line) => {
    expect(editedBy(run(line + M))).toBe(model('DELETED').replace('        DELETED\n', ''));
  });

  it('leaves pass in a block it empties', () => {
    expect(editedBy(run(`if self.training:\n    x = F.dropout(x)${M}`))).toContain(
      'if self.training:\n            pass',
    );
  });

  it.each([
    ['y = F.relu(x)', 'y = x'],
    ['y = F.relu(x + h)', 'y = x + h'],
    ['y = F.relu(\n    x\n    + h\n)', 'y = (x\n            + h)'],
    ['self.last = F.relu(x[0])', 'self.last = x[0]'],
  ])('%j becomes %j', (line, expected) => {
    expect(editedBy(run(line + M))).toContain(`        ${expected}`);
  });

  it.each([
    ['h = F.relu(self.conv(h))', 'more than one thing (`F.relu`, `self.conv`)'],
    ['h = F.relu(F.dropout(h))', 'more than one thing'],
    ['x = F.max_pool2d(x, 2)', 'changes the shape'],
    ['x = F.interpolate(x, scale_factor=2)', 'changes the shape'],
    ['x = torch.flatten(x, 1)', 'changes the shape'],
    ['x = F.log_softmax(x, dim=1)', 'probabilities'],
    ['x = x.softmax(1)', 'probabilities'],
    ['x = self.pool(x)', 'stride'],
    ['x = self.conv(x)', 'number of channels from 3 to 8'],
    ['x = self.norm(x)', "can't be told"],
    ['x = self.act(x, h)', 'more than one argument'],
    ['F.relu(x)', 'nothing uses the value'],
  ])('%s stays: %s', (line, reason) => {
    const script = model(line + M).replace('choose(8)', 'norm_layer(8)');
    expect(reasonOf(decide(functionalCall, script))).toContain(reason);
  });

  it.each(['x = augment(x)', 'x = x + F.relu(h)', 'x = self.unknown(x)', 'x = np.tanh(x)', 'x = 3', 'print(x)'])(
    'leaves %s to other rules',
    (line) => {
      expect(run(line + M).decision.kind).toBe('not-mine');
    },
  );

  it('abstains where what follows works in place on a tensor still needed', () => {
    expect(reasonOf(run(`y = self.act(x)${M}\ny = self.relu(y)\nx = x + y`))).toContain('in place');
    expect(reasonOf(run(`s = x\nx = self.act(x)${M}\nx += h\nx = x + s`))).toContain('in place');
    editedBy(run(`x = self.act(x)${M}\nx = self.relu(x)`));
    editedBy(run(`y = self.act(x)${M}\ny = y + h\nx = x + y`));
  });

  it('takes a sigmoid inside a model for an activation, and outside for part of the judgement', () => {
    editedBy(run(`x = torch.sigmoid(x)${M}`));
    for (const line of ['p = torch.sigmoid(p)', 'p = p.sigmoid()']) {
      expect(
        reasonOf(decide(functionalCall, `import torch\ndef predict(p):\n    ${line}${M}\n    return p\n`)),
      ).toContain('probabilities');
    }
  });

  it('keeps a sigmoid whose loss wants probabilities', () => {
    expect(reasonOf(run(`x = torch.sigmoid(x)${M}`, 'loss = F.binary_cross_entropy(x, y)\n'))).toContain(
      'probabilities',
    );
  });
});

describe('a named term', () => {
  it.each([
    ['h = F.relu(self.conv(h))', 'F.relu(self.conv(h))', 'h = self.conv(h)'],
    ['h = self.conv(F.dropout(h, 0.5))', 'F.dropout(h, 0.5)', 'h = self.conv(h)'],
    ['h = F.relu(h - x).sum()', 'F.relu(h - x)', 'h = (h - x).sum()'],
    ['h = self.pool(self.act(x))', 'self.act(x)', 'h = self.pool(x)'],
  ])('%s without %s is %s', (line, part, expected) => {
    expect(editedBy(run(line + term(part)))).toContain(`        ${expected}  #`);
  });

  it('leaves an operand of a sum to the rule for terms', () => {
    expect(run(`x = x + F.dropout(h)${term('F.dropout(h)')}`).decision.kind).toBe('not-mine');
  });
});

it('computes what the call would with a function that gives back its argument, whatever stands around it', () => {
  const argument = fc.constantFrom(
    'a',
    'a + b',
    '-a',
    'a if b else 3',
    '(a)',
    'a ** 2',
    'not a',
    'lambda_',
    'a\n + b',
    'a or b',
    '7',
    'a < b',
    '(a, b)[0]',
    'abs(a)',
  );
  const around = fc.constantFrom(
    'ID',
    'abs(ID)',
    '-ID',
    '[ID, 1]',
    'ID == 5',
    'ID if b else 0',
    '0 if ID else 1',
    'not ID',
    '(ID).real',
    'ID.real',
    'max(ID, b)',
    'max(b, *[ID])',
    'dict(k=ID)',
    '{1: ID}',
    'ID or 4',
    'ID < 3 < b',
    '(ID)',
    'ID,',
  );
  const pairs: string[] = [];
  fc.assert(
    fc.property(argument, around, (inner, outer) => {
      const call = `F.relu(${inner})`;
      const script = `import torch.nn.functional as F\nresult = ${outer.replace('ID', call)}${term(call.replace('\n', ''))}\n`;
      const after = editedBy(decide(functionalCall, script));
      for (const text of [script, after]) {
        pairs.push(
          `class F:\n    relu = staticmethod(lambda x: x)\na, b, lambda_ = 3, 5, 2\n${text.replace(/^import .*/, '')}`,
        );
      }
    }),
    { numRuns: 200 },
  );
  const values = evaluatePython(pairs);
  for (let index = 0; index < values.length; index += 2) {
    expect(values[index + 1], pairs[index + 1]).toBe(values[index]);
    expect(values[index]).not.toMatch(/Error/);
  }
});

it('leaves Python that parses', () => {
  expect(pythonErrorsOfEdits()).toEqual([]);
});
