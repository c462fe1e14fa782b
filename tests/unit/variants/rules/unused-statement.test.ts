import { beforeAll, describe, expect, it } from 'vitest';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { changeOfMark } from './change-of-mark.js';

beforeAll(loadPythonParser);

const MARK = '  #ABLATABLE_COMPONENT';
const IMPORTS =
  'import random\nimport torch\nimport torch.nn as nn\nfrom torch.nn import init\nfrom torch.optim.lr_scheduler import StepLR, OneCycleLR\nfrom torch.nn.utils import clip_grad_norm_\n';

describe('a call for its effect', () => {
  it.each([
    'torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)',
    'clip_grad_norm_(model.parameters(), max_norm=1.0)',
    'nn.utils.clip_grad_value_(p, 0.5)',
    'scheduler.step()',
    'scheduler.step(val_loss)',
    'self.lr_scheduler.step()',
    'nn.init.xavier_uniform_(self.fc.weight)',
    'init.zeros_(self.fc.bias)',
    'self.apply(init_weights)',
    'model._init_weights()',
    'p.data.clamp_(-0.01, 0.01)',
  ])('goes: %s', (line) => {
    expect(changeOfMark(`${IMPORTS}a = 1\n${line}${MARK}\n`)).toEqual([`- ${line}`]);
  });

  it('goes from a block it leaves empty', () => {
    expect(changeOfMark(`${IMPORTS}for m in net:\n    nn.init.zeros_(m.bias)${MARK}\n`)).toEqual([
      '- nn.init.zeros_(m.bias)',
      '+ pass',
    ]);
  });

  it('goes where the project defines it as a step that gives nothing back', () => {
    const script = (body: string) => `def clip_gradient(g, limit):\n    ${body}\nclip_gradient(errors, 0.7)${MARK}\n`;
    expect(changeOfMark(script('g[0] = limit'))).toEqual(['- clip_gradient(errors, 0.7)']);
    expect(changeOfMark(script('return min(g, limit)'))[0]).toContain('returns a value');
  });

  it('goes where it appends a layer that keeps the shape', () => {
    const script = `${IMPORTS}layers = [nn.Linear(2, 2)]\nlayers.append(nn.Dropout(0.5))${MARK}\nnet = nn.Sequential(*layers)\n`;
    expect(changeOfMark(script)).toEqual(['- layers.append(nn.Dropout(0.5))']);
    expect(changeOfMark(script.replace('nn.Dropout(0.5)', 'nn.Linear(2, 3)'))[0]).toContain('number of features');
    expect(changeOfMark(`${script}print(layers[1])\n`)[0]).toContain('by position');
  });

  it('goes where it shuffles before each epoch, and stays before a split', () => {
    expect(
      changeOfMark(`${IMPORTS}for epoch in range(3):\n    random.shuffle(data)${MARK}\n    train(data)\n`),
    ).toEqual(['- random.shuffle(data)']);
    expect(changeOfMark(`${IMPORTS}random.shuffle(data)${MARK}\ntrain(data[:9])\n`)[0]).toContain('tested on');
  });

  it.each([
    ['mystery(x)', "isn't known"],
    ['ema.update(model)', 'never having been'.replace('never having been', 'averaged weights')],
    ['engine.step()', "isn't known"],
    ['self.register_buffer("a", b)', "isn't known"],
  ])('stays: %s', (line, reason) => {
    const [change] = changeOfMark(`${IMPORTS}a = 1\n${line}${MARK}\n`);
    expect(change).toContain('abstain:');
    expect(change).toContain(reason);
  });

  it('stays where memory or a learning rate would be left as they began', () => {
    const raw = `${IMPORTS}w = nn.Parameter(torch.empty(3))\nnn.init.zeros_(w)${MARK}\n`;
    expect(changeOfMark(raw)[0]).toContain('uninitialised');
    const warm = `${IMPORTS}scheduler = OneCycleLR(opt, 0.1)\nscheduler.step()${MARK}\n`;
    expect(changeOfMark(warm)[0]).toContain('another learning rate');
  });
});
