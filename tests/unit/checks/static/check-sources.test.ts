import { beforeAll, expect, test } from 'vitest';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { objections } from './objections.js';

beforeAll(loadPythonParser);

const NET = `import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, 3, padding=1)
        self.conv2 = nn.Conv2d(16, 32, 3, padding=1)  #ABLATABLE_COMPONENT
        self.fc = nn.Linear(32 * 8 * 8, 10)

    def forward(self, x):
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        return self.fc(x.flatten(1))


lr = 1e-3
`;

const DELETED = NET.replace(/.*self\.conv2 = .*\n/, '')
  .replace('        x = F.relu(self.conv2(x))\n', '')
  .replace('32 * 8 * 8', '16 * 8 * 8');

const UPDATE = `step = (
    momentum * step  #ABLATABLE_COMPONENT(name=momentum)
    - rate * error * value
    - rate * decay * weight
)
`;

test.each([
  ['a layer deleted with its use and the next input resized', NET, DELETED],
  ['the same written another way', NET, DELETED.replaceAll('"', "'").replace('lr = 1e-3', 'lr = 0.001')],
  ['an identity in its place', NET, NET.replace(/nn\.Conv2d\(16.*/, 'nn.Identity()').replace('32 * 8', '16 * 8')],
  [
    'the first term of a sum, so that a minus leads it',
    UPDATE,
    'step = (\n    - rate * error * value\n    - rate * decay * weight\n)\n',
  ],
  ['all terms but a negative one', 'loss = bonus - cost  #ABLATABLE_COMPONENT(term=bonus)\n', 'loss = -cost\n'],
])('nothing is held against %s', (_what, base, variant) => {
  expect(objections(base, variant)).toEqual([]);
});

test.each([
  ['the baseline itself', NET, NET, 'the variant is the baseline'],
  ['a mark taken away', NET, NET.replace('  #ABLATABLE_COMPONENT', ''), 'the variant is the baseline'],
  ['a use that stays', NET, NET.replace(/.*self\.conv2 = .*\n/, ''), 'still used'],
  ['a definition that stays', NET, NET.replace('        x = F.relu(self.conv2(x))\n', ''), 'still there'],
  ['another learning rate', NET, DELETED.replace('1e-3', '1e-2'), 'the learning rate changed'],
  ['a factor of zero', NET, NET.replace('self.conv2(x))', '0 * self.conv2(x) + x)'), 'the marked code'],
  ['a neighbour that is made wider', NET, DELETED.replace('Conv2d(1, 16', 'Conv2d(1, 32'), '16'],
  [
    'another sign',
    UPDATE,
    'step = (\n    rate * error * value\n    - rate * decay * weight\n)\n',
    'rate * error * value',
  ],
])('%s is rejected', (_what, base, variant, words) => {
  expect(objections(base, variant).join('\n')).toContain(words);
});
