import { beforeAll, expect, it } from 'vitest';
import { loadPythonParser } from '../../../src/source/python-parser.js';
import { readMarkedComponents } from '../../../src/source/read-marks.js';
import { changesLoss } from '../../../src/variants/changes-loss.js';
import { projectOf } from './rules/marked-project.js';

beforeAll(loadPythonParser);

/** Whether the only mark of a script is said to change the loss. */
function ofMark(script: string): boolean {
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
  expect(ofMark(script)).toBe(true);
});

it.each([
  ['a layer', 'class N:\n    def __init__(self):\n        self.drop = nn.Dropout(0.5)  #ABLATABLE_COMPONENT\n'],
  ['a residual', 'def forward(x):\n    x = x + f(x)  #ABLATABLE_COMPONENT(term=f(x))\n    return x\n'],
  ['a rate of the optimizer', 'decay = 0.1  #ABLATABLE_COMPONENT\noptimizer = SGD(weight_decay=decay)\n'],
])('%s does not', (_, script) => {
  expect(ofMark(script)).toBe(false);
});
