import { beforeAll, describe, expect, it } from 'vitest';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { identityFunction } from '../../../../src/variants/rules/identity-function.js';
import { decide, editedBy, pythonErrorsOfEdits, reasonOf } from './marked-project.js';

beforeAll(loadPythonParser);

const M = '#ABLATABLE_COMPONENT';
function script(body: string, header = 'def augment(x, std=0.1):', use = 'y = augment(y)'): string {
  return `import random
import numpy as np
import torch
import torch.nn.functional as F

${header}  ${M}
    ${body.replaceAll('\n', '\n    ')}

${use}
`;
}
const run = (body: string, header?: string, use?: string) => decide(identityFunction, script(body, header, use));

describe('functions that give their first argument back', () => {
  it.each([
    'return x + std * torch.randn_like(x)',
    'noise = torch.randn_like(x) * std\nreturn x + noise',
    'if random.random() < 0.5:\n    x = torch.flip(x, [2])\nreturn x',
    'if random.random() < 0.5:\n    return x[:, ::-1]\nelse:\n    return x',
    'out = x.clone()\nout[:, 3:5] = 0\nreturn out',
    'x *= random.uniform(0.9, 1.1)\nreturn x.clamp(0, 1)',
    'return F.dropout(F.relu(x), 0.5)',
    'return np.clip(x * 1.1, 0, 1) if std > 0 else x',
    'return x.strip().lower()',
    'for _ in range(3):\n    x = x * 0.9\nreturn x',
  ])('%j', (body) => {
    expect(editedBy(run(body))).toBe(script('return x'));
  });

  it('keeps the docstring, and takes the argument after self', () => {
    const method = `class Data:
    def jitter(self, x: object, p=1):  ${M}
        """doc"""
        # why
        return x * 2

    def get(self, i):
        return self.jitter(i)
`;
    expect(editedBy(decide(identityFunction, method))).toBe(method.replace('x * 2', 'x'));
    const still = method.replace('    def jitter(self, x: object, p=1):', '    @staticmethod\n    def jitter(x, p=1):');
    expect(editedBy(decide(identityFunction, still))).toBe(still.replace('x * 2', 'x'));
  });

  it('is found used from another file', () => {
    const alone = script('return x * 2', undefined, 'pass');
    expect(reasonOf(decide(identityFunction, alone))).toContain('never used');
    editedBy(decide(identityFunction, alone, { 'other.py': 'from train import augment\naugment(3)\n' }));
  });
});

describe('functions of which that is not sure', () => {
  it.each([
    ['return x, std', "isn't known"],
    ['return x.mean()', "isn't known"],
    ['return x.view(-1)', "isn't known"],
    ['return x[0]', "isn't known"],
    ['return x + other', "isn't known"],
    ['return x + torch.zeros(3)', "isn't known"],
    ['return mystery(x)', "isn't known"],
    ['return x @ x', "isn't known"],
    ['return x > 0', "isn't known"],
    ['return F.max_pool2d(x, 2)', "isn't known"],
    ['return', "isn't known"],
    ['x = mystery(x)\nreturn x', "isn't known"],
    ['for x in y:\n    pass\nreturn x', "isn't known"],
    ['x = x * 2', 'every path'],
    ['if std:\n    return x * 2', 'every path'],
    ['yield x', 'generator'],
    ['def g(): pass\nreturn x * 2', 'functions of its own'],
    ['global n\nreturn x * 2', 'variables outside'],
    ['std[0] = 1\nreturn x * 2', 'also does something else: `std[0]`'],
    ['cache.hits += 1\nreturn x * 2', 'also does something else: `cache.hits`'],
    ['x.size = 3\nreturn x', 'also does something else: `x.size`'],
    ['x.update(std)\nreturn x', 'also does something else: `x.update(std)`'],
    ['return x', 'as it is already'],
  ])('%j: %s', (body, reason) => {
    expect(reasonOf(run(body))).toContain(reason);
  });

  it.each([
    ['async def augment(x):', 'y = augment(y)', 'asynchronous'],
    ['def my_loss(x):', 'y = my_loss(y)', 'training or evaluation'],
    ['def accuracy(x):', 'y = accuracy(y)', 'training or evaluation'],
    ['def augment(*x):', 'y = augment(y)', 'no first argument'],
    ['def augment():', 'y = augment(y)', 'no first argument'],
    ['@mystery\ndef augment(x):', 'y = augment(y)', "isn't known"],
    ['def augment(x):', 'augment = None', 'more than once'],
  ])('%j: %s', (header, use, reason) => {
    expect(reasonOf(run('return x * 2', header, use))).toContain(reason);
  });

  it('is not for the forward of a module, nor for a nested function', () => {
    const forward = `class Net(Module):\n    def forward(self, x):  ${M}\n        return x * 2\n`;
    expect(reasonOf(decide(identityFunction, forward))).toContain('how its class is used');
    const nested = `def outer():\n    def inner(x):  ${M}\n        return x * 2\n    return inner(3)\n`;
    expect(reasonOf(decide(identityFunction, nested))).toContain('inside another');
  });
});

it('leaves Python that parses', () => {
  expect(pythonErrorsOfEdits()).toEqual([]);
});
