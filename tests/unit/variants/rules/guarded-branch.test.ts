import { beforeAll, describe, expect, it } from 'vitest';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { guardedBranch } from '../../../../src/variants/rules/guarded-branch.js';
import { decide, editedBy, pythonErrorsOfEdits, reasonOf } from './marked-project.js';

beforeAll(loadPythonParser);

const M = '#ABLATABLE_COMPONENT';
/** A training step; the lines with `IF` are the marked `if`. */
function step(lines: string, rest = 'use(x, y)'): string {
  const marked = lines.replace(/:(?=\n)/, `:  ${M}`).replaceAll('\n', '\n    ');
  return `import random
import torch
from torch import nn
import torch.nn.functional as F

def step(x, y, epoch, args):
    loss = 0
    ${marked}
    ${rest}
`;
}
const run = (lines: string, rest?: string) => decide(guardedBranch, step(lines, rest));

describe('optional steps', () => {
  it.each([
    'if use_mixup:\n    x, y = mixup(x, y)',
    'if args.mixup:\n    x = x + 1',
    'if not args.no_mixup:\n    x = x + 1',
    'if args.alpha > 0:\n    loss = loss + args.alpha * penalty(x)',
    'if args.alpha > 0 and use_kd:\n    loss += kd(x)',
    'if random.random() < 0.5:\n    x = flip(x)',
    'if torch.rand(1).item() < args.p:\n    x = flip(x)',
    'if epoch > args.warmup_epochs:\n    loss += 1',
    'if config["mixup"]:\n    x = x + 1',
    'if self.training:\n    x = F.dropout(x)',
    'if use_noise:\n    noise = torch.randn_like(x)\n    x = x + noise',
    'if use_dropout:\n    layers.append(nn.Dropout(0.5))',
  ])('%j goes', (lines) => {
    expect(editedBy(run(lines))).toBe(step('GONE').replace('    GONE\n', ''));
  });

  it('leaves pass in a block it empties', () => {
    const script = `for x in xs:\n    if flag:  ${M}\n        f(x)\n`;
    expect(editedBy(decide(guardedBranch, script))).toBe('for x in xs:\n    pass\n');
  });

  it('with an else, always takes that', () => {
    const lines =
      'if args.bn:\n    x = f(x)\n    z = 1\nelse:\n    # plain\n    z = 2\n    if y:\n        z = """\n  3"""';
    expect(editedBy(run(lines, 'use(x, y, z)'))).toContain(
      `    loss = 0
    z = 2
    if y:
        z = """
  3"""
    use(x, y, z)`.replace('\n  3"""', '\n      3"""'),
    );
    expect(editedBy(run('if args.bn:\n    x = f(x)\nelse: x = g(x)'))).toContain('    loss = 0\n    x = g(x)\n    use');
  });
});

describe('what is no optional step', () => {
  it.each([
    ['if __name__ == "__main__":\n    f()', 'asks what something is'],
    ['if torch.cuda.is_available():\n    x = f(x)', 'where or how to compute'],
    ['if args.verbose:\n    f(x)', 'about output'],
    ['if rank == 0:\n    f(x)', 'where or how to compute'],
    ['if args.evaluate:\n    f(x)', 'between training and evaluation'],
    ['if args.resume:\n    f(x)', 'about files'],
    ['if x.shape[0] != y.shape[0]:\n    x = f(x)', 'depends on shapes'],
    ['if stride != 1 or inplanes != planes:\n    x = f(x)', 'depends on shapes'],
    ['if isinstance(x, list):\n    x = f(x)', 'asks what something is'],
    ['if x is None:\n    x = f(x)', 'not a plain switch'],
    ['if args.seed:\n    f(args.seed)', 'where or how to compute'],
    ['if args.optimizer == "sgd":\n    x = f(x)', 'not a plain switch'],
    ['if epoch % 10 == 0:\n    f(x)', 'not a plain switch'],
    ['if flag:\n    return x', 'leaves the code around it'],
    ['if flag:\n    raise ValueError(x)', 'leaves the code around it'],
    ['if flag:\n    print(x)', '`print`'],
    ['if flag:\n    loss.backward()', '`loss.backward`'],
    ['if flag:\n    optimizer.step()', '`optimizer.step`'],
    ['if flag:\n    z = f(x)', '`z`, which only this branch'],
    ['if flag:\n    import z', '`z`, which only this branch'],
    ['if flag:\n    def z(): pass', '`z`, which only this branch'],
    ['if flag:\n    z = f(x)\nelse:\n    x = f(x)', '`z`, which only this branch'],
    ['if flag:\n    self.z = f(x)', '`self.z`, which only this branch'],
    ['if flag:\n    x = F.max_pool2d(x, 2)', 'changes the shape'],
    ['if flag:\n    x = x.view(-1)', 'changes the shape'],
    ['if flag:\n    layers.append(nn.MaxPool2d(2))', 'stride'],
    ['if flag:\n    x = f(x)\nelif other:\n    x = g(x)', 'several branches'],
    ['if level == 1:\n    x = f(x)', 'not a plain switch'],
    ['if train:\n    x = f(x)', 'between training and evaluation'],
    ['if use_accel:\n    x = f(x)', 'where or how to compute'],
    ['if not x:\n    x = f(x)', 'its own condition asks for'],
    ['if bidirectional:\n    hidden *= 2', 'sized by'],
    ['if flag:\n    d = torch.device("cpu")\nelse:\n    d = 1', '`torch.device`'],
    ['for _ in range(3):\n    x = f(x)', 'whole `for`'],
    ['while flag:\n    x = f(x)', 'whole `while`'],
    ['try:\n    x = f(x)\nexcept E:\n    pass', 'whole `try`'],
  ])('%j: %s', (lines, reason) => {
    expect(reasonOf(run(lines, 'use(x, y, z, self.z)'))).toContain(reason);
  });

  it('asks for a value that is sure, not one set on another way', () => {
    expect(reasonOf(run('if flag:\n    z = 1', 'if y:\n        z = 2\n    use(z)'))).toContain('`z`, which only');
    expect(reasonOf(run('if flag:\n    z = 1', 'z += 2'))).toContain('`z`, which only');
    editedBy(decide(guardedBranch, step('if flag:\n    z = 1', 'use(z)').replace('loss = 0', 'z = 0')));
    editedBy(run('if flag:\n    z = 1', 'pass'));
  });

  it('asks the whole project for names of the module', () => {
    const script = `if flag:  ${M}\n    z = 1\n`;
    expect(reasonOf(decide(guardedBranch, script, { 'other.py': 'from train import z as w\nprint(w)\n' }))).toContain(
      'other.py:2',
    );
    editedBy(decide(guardedBranch, script, { 'other.py': 'z = 2\nprint(z)\n' }));
  });

  it('keeps a submodule whose effect on the shape is unknown', () => {
    const script = `from torch import nn
class Net(nn.Module):
    def __init__(self):
        self.pool = nn.MaxPool2d(2)
        self.mix = Mix()
        self.drop = nn.Dropout(0.1)
    def forward(self, x):
        if self.flag:  ${M}
            x = self.NAME(x)
        return x
`;
    expect(reasonOf(decide(guardedBranch, script.replace('NAME', 'pool')))).toContain('stride');
    expect(reasonOf(decide(guardedBranch, script.replace('NAME', 'mix')))).toContain("isn't known");
    expect(reasonOf(decide(guardedBranch, script.replace('self.NAME(x)', 'self.drop(self.mix(x))')))).toContain(
      "isn't known",
    );
    editedBy(decide(guardedBranch, script.replace('self.NAME(x)', 'x + self.mix(x)')));
    editedBy(decide(guardedBranch, script.replace('NAME', 'drop')));
  });
});

it('leaves Python that parses', () => {
  expect(pythonErrorsOfEdits()).toEqual([]);
});
