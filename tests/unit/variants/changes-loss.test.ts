import { beforeAll, describe, expect, it } from 'vitest';
import type { Component } from '../../../src/core/component.js';
import type { LossChange } from '../../../src/core/study-record.js';
import { loadPythonParser } from '../../../src/source/python-parser.js';
import { readMarkedComponents } from '../../../src/source/read-marks.js';
import { changesLoss } from '../../../src/variants/changes-loss.js';
import { projectOf } from './rules/marked-project.js';

beforeAll(loadPythonParser);

/** What is said of the only mark of a script. */
function ofMark(script: string): LossChange | undefined {
  const project = projectOf({ 'train.py': script });
  const [file] = project.pythonFiles.values();
  const [component] = file === undefined ? [] : readMarkedComponents(file).components;
  if (component === undefined) throw new Error('no mark');
  return changesLoss(project, component);
}

it.each([
  ['a term of the loss', 'loss = recon + beta * kld  #ABLATABLE_COMPONENT(term=beta * kld)\n'],
  ['an addition to it', 'loss = f()\nloss += 0.1 * penalty  #ABLATABLE_COMPONENT\n'],
  ['a coefficient of a term', 'beta = 4.0  #ABLATABLE_COMPONENT\ndef f(a, b):\n    total_loss = a + beta * b\n'],
  ['a term that a loss function returns', 'def vae_loss(a, b):\n    return a + b  #ABLATABLE_COMPONENT(term=b)\n'],
  [
    'an argument of the criterion',
    'criterion = C(label_smoothing=0.1)  #ABLATABLE_COMPONENT(term=label_smoothing=0.1)\n',
  ],
])('%s changes what the loss is made of', (_, script) => {
  expect(ofMark(script)).toBeDefined();
});

it.each([
  ['a layer', 'class N:\n    def __init__(self):\n        self.drop = nn.Dropout(0.5)  #ABLATABLE_COMPONENT\n'],
  ['a residual', 'def forward(x):\n    x = x + f(x)  #ABLATABLE_COMPONENT(term=f(x))\n    return x\n'],
  ['a rate of the optimizer', 'decay = 0.1  #ABLATABLE_COMPONENT\noptimizer = SGD(weight_decay=decay)\n'],
])('%s does not', (_, script) => {
  expect(ofMark(script)).toBeUndefined();
});

const TRAIN = `def train():
    for x, y in loader:
        loss = loss_function(model(x), y)
        loss.backward()
        optimizer.step()
`;
const MARKED_LOSS = `def loss_function(a, b):
    return bce(a, b) + kld(a)  #ABLATABLE_COMPONENT(term=kld(a))
`;

describe('where the changed loss is computed', () => {
  it.each<[string, string, LossChange]>([
    [
      'a loss function that the evaluation calls too',
      `${MARKED_LOSS}${TRAIN}def test():\n    model.eval()\n    for x, y in data:\n        total += loss_function(model(x), y).item()\n`,
      'in-evaluation',
    ],
    [
      'the same behind a method, without gradients',
      `${MARKED_LOSS}class M:\n    def measure(self):\n        with torch.no_grad():\n            return loss_function(self.x, self.y)\n`,
      'in-evaluation',
    ],
    ['a loss function that only the training calls', MARKED_LOSS + TRAIN, 'in-training'],
    [
      'a penalty added in the training loop, beside an evaluation of its own',
      'for x, y in data:\n    loss = criterion(x, y) + penalty(x)  #ABLATABLE_COMPONENT(term=penalty(x))\n    loss.backward()\n' +
        'with torch.no_grad():\n    test_loss = criterion(x, y)\n',
      'in-training',
    ],
    [
      'a criterion that is made once and called in both',
      'criterion = CrossEntropyLoss(label_smoothing=0.1)  #ABLATABLE_COMPONENT(term=label_smoothing=0.1)\n' +
        'def train():\n    loss = criterion(a, b)\n    loss.backward()\n' +
        'def validate():\n    return criterion(a, b)\n',
      'in-evaluation',
    ],
    [
      'a coefficient of a term of the training loss',
      'beta = 4.0  #ABLATABLE_COMPONENT\ndef train():\n    loss = recon() + beta * kld()\n    loss.backward()\n',
      'in-training',
    ],
    [
      'a step of Lightning',
      'class M:\n    def training_step(self, batch):\n        loss = f(batch) + g(batch)  #ABLATABLE_COMPONENT(term=g(batch))\n        return loss\n',
      'in-training',
    ],
    [
      'a loop without a step inside one with a step: it cannot be told',
      'def main():\n    for epoch in range(9):\n        for x in train:\n            f(x).backward()\n        for x in data:\n' +
        '            loss = f(x) + g(x)  #ABLATABLE_COMPONENT(term=g(x))\n',
      'somewhere',
    ],
    ['a function that nobody is seen to call', MARKED_LOSS, 'somewhere'],
  ])('%s', (_, script, expected) => {
    expect(ofMark(script)).toBe(expected);
  });
});

describe('components without a mark', () => {
  const script = `def vae_loss(a, b):\n    return a + args.kl_weight * b\nlr = args.rate\nbeta = config['beta']\nloss = a + beta * b\n`;
  const argument = (word: string): Component => ({ kind: 'argument', id: 'x', arguments: [word, '0'] });
  const key = (change: string): Component => {
    return { kind: 'config', id: 'x', file: 'c.yaml', edits: [], change, replaces: false };
  };

  it.each<[string, Component, boolean]>([
    ['an option that weighs a term', argument('--kl-weight'), true],
    ["Hydra's spelling of it", argument('model.kl_weight=0'), true],
    ['another option', argument('--rate'), false],
    ['an option that is not read', argument('--epochs'), false],
    ['a key that becomes a coefficient', key('set loss.beta: 0'), true],
    ['another key', key('set optimizer.rate: 0'), false],
  ])('%s', (_, component, isChange) => {
    expect(changesLoss(projectOf({ 'train.py': script }), component) !== undefined).toBe(isChange);
  });
});
