import { beforeAll, describe, expect, it } from 'vitest';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { moduleAssignment } from '../../../../src/variants/rules/module-assignment.js';
import { decide, editedBy, pythonErrorsOfEdits, reasonOf } from './marked-project.js';

beforeAll(loadPythonParser);

const MARK = '#ABLATABLE_COMPONENT';

/** A model whose __init__ holds the marked line and whose forward holds `forward`. */
function model(marked: string, forward = 'x = self.m(x)', rest = ''): string {
  return `import torch
import torch.nn as nn
import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self, c=8):
        super().__init__()
        self.conv = nn.Conv2d(3, c, 3)
        self.relu = nn.ReLU(inplace=True)
        ${marked}  ${MARK}

    def forward(self, x):
        x = self.conv(x)
        ${forward.replaceAll('\n', '\n        ')}
        return x

${rest}`;
}

const marked = (line: string, forward?: string, rest?: string) => decide(moduleAssignment, model(line, forward, rest));

describe('shape-keeping modules', () => {
  it.each([
    'nn.Dropout(0.5)',
    'nn.BatchNorm2d(c)',
    'nn.LayerNorm([c, 4, 4])',
    'nn.GELU()',
    'nn.Linear(c, c)',
    'nn.Linear(64, 64, bias=False)',
    'nn.Linear(2 * c, 2 * c)',
    'nn.Conv2d(64, 64, 3, padding=1)',
    'nn.Conv2d(c, c, kernel_size=(3, 5), padding=(1, 2))',
    'nn.Conv2d(c, c, 3, padding=2, dilation=2)',
    "nn.Conv2d(c, c, 7, padding='same')",
    'nn.Conv1d(c, c, 1)',
    'nn.MaxPool2d(3, stride=1, padding=1)',
    'nn.utils.spectral_norm(nn.Conv2d(c, c, 3, padding=1))',
    'torch.nn.Dropout(0.5)',
    'nn.Sequential(nn.BatchNorm2d(c), nn.GELU())',
  ])('%s becomes nn.Identity()', (constructor) => {
    const after = editedBy(marked(`self.m = ${constructor}`));
    expect(after).toBe(model(`self.m = nn.Identity()`));
  });

  it.each([
    ['nn.Conv2d(32, 64, 3, padding=1)', 'changes the number of channels from 32 to 64'],
    ['nn.Conv2d(c, d, 3, padding=1)', 'may change the number of channels'],
    ['nn.Conv2d(c, c, 3)', 'padding does not make up for its kernel'],
    ['nn.Conv2d(c, c, 3, stride=2, padding=1)', 'stride'],
    ['nn.Conv2d(c, c, k, padding=1)', 'not a plain number'],
    ['nn.Conv2d(*sizes)', 'does not say its number of channels'],
    ['nn.ConvTranspose2d(c, c, 3)', 'changes the size'],
    ['nn.Linear(64, 10)', 'changes the number of features from 64 to 10'],
    ['nn.Linear(size(), size())', 'may change the number of features'],
    ['nn.MaxPool2d(2)', 'stride'],
    ['nn.Flatten()', 'changes the shape'],
    ['nn.LSTM(8, 8)', 'returns its states'],
    ['nn.Embedding(8, 8)', 'turns indices into vectors'],
    ['nn.GLU()', 'changes the shape'],
    ['nn.Softmax(dim=1)', 'probabilities'],
    ['nn.LogSoftmax(dim=1)', 'probabilities'],
    ['nn.Sequential(nn.ReLU(), nn.Linear(4, 5))', 'features from 4 to 5'],
    ['nn.Sequential(*layers)', 'not written out'],
    ['nn.Sequential()', 'does nothing already'],
    ['nn.Identity()', 'does nothing already'],
    ['nn.MultiheadAttention(8, 1)', "isn't known"],
    ['norm_layer(c)', "can't be told from the imports"],
  ])('%s stays: %s', (constructor, reason) => {
    expect(reasonOf(marked(`self.m = ${constructor}`))).toContain(reason);
  });

  it('does not trust a class of the project with a known name', () => {
    const script = model('self.m = DropPath(0.1)', undefined, 'class DropPath(nn.Module):\n    pass\n');
    expect(reasonOf(decide(moduleAssignment, script))).toContain("can't be told");
  });

  it('does not trust nn when it is not only torch.nn', () => {
    const script = model('self.m = nn.Dropout(0.5)').replace(
      'import torch\n',
      'import torch\nfrom flax import linen as nn\n',
    );
    expect(reasonOf(decide(moduleAssignment, script))).toContain("can't be told");
  });

  it('keeps a Sigmoid whose loss wants probabilities', () => {
    expect(reasonOf(marked('self.m = nn.Sigmoid()', undefined, 'criterion = nn.BCELoss()\n'))).toContain(
      'probabilities',
    );
    expect(editedBy(marked('self.m = nn.Sigmoid()'))).toContain('self.m = nn.Identity()');
  });

  it('leaves what is not a module to other rules', () => {
    for (const value of ['nn.Parameter(torch.zeros(3))', 'nn.CrossEntropyLoss()', 'compute(c)', '3']) {
      expect(marked(`self.m = ${value}`).decision.kind).toBe('not-mine');
    }
  });
});

describe('how Identity is written', () => {
  it.each([
    ['import torch', 'torch.nn.Dropout(0.5)', 'torch.nn.Identity()'],
    ['from torch import nn', 'nn.Dropout(0.5)', 'nn.Identity()'],
    ['import torch.nn as tnn', 'tnn.Dropout(0.5)', 'tnn.Identity()'],
    ['from torch.nn import Dropout, Identity', 'Dropout(0.5)', 'Identity()'],
    ['import torch\nfrom torch.nn import Dropout', 'Dropout(0.5)', 'torch.nn.Identity()'],
    ['from torch import nn\nfrom timm.models.layers import DropPath', 'DropPath(0.1)', 'nn.Identity()'],
    ['from tensorflow.keras import layers', 'layers.GaussianNoise(0.1)', 'layers.Activation("linear")'],
  ])('%s', (imports, constructor, identity) => {
    const script = `${imports}
class Net(Base):
    def __init__(self):
        self.m = ${constructor}  ${MARK}
    def forward(self, x):
        return self.m(x)
`;
    expect(editedBy(decide(moduleAssignment, script))).toBe(script.replace(constructor, identity));
  });

  it('abstains when no import reaches it', () => {
    const script = `from torch.nn import Dropout
class Net(Base):
    def __init__(self):
        self.m = Dropout(0.5)  ${MARK}
    def forward(self, x):
        return self.m(x)
`;
    expect(reasonOf(decide(moduleAssignment, script))).toContain('torch.nn.Identity');
  });
});

describe('uses of the module', () => {
  const dropout = 'self.m = nn.Dropout(0.5)';

  it('counts several uses', () => {
    const { decision } = marked(dropout, 'x = self.m(x)\nx = self.conv(self.m(x))');
    expect(decision).toMatchObject({ kind: 'edit', note: expect.stringContaining('used 2 times') as string });
  });

  it.each([
    ['x = x', 'never used'],
    ['x = self.m(x, x)', 'more than one argument'],
    ['x = self.m(*x)', 'more than one argument'],
    ['a, b = self.m(x)', 'unpacked'],
    ['x = self.m(x)[0]', 'taken apart'],
    ['x = self.m(x)\nw = self.m.weight', 'self.m.weight'],
    ['x = self.m(x)\nfor p in self.m.parameters(): pass', 'self.m.parameters'],
    ['x = self.m(x)\nself.m = nn.Dropout(0.1)', 'set again'],
    ['x = self.m(x)\ndel self.m', 'set again'],
    ['x = self.m(x)\nsetattr(self, "m", None)', 'may mean m'],
    ['x = self.m(x)\nx = getattr(self, name)(x)', 'may reach any attribute'],
    ['x = self.m(x)\nx = getattr(self, f"m{i}")(x)', 'may mean m'],
    ['x = self.m(x)\ny = [self.m, self.conv]', 'otherwise than by calling'],
    ['x = self.m(x)\nregister(self.m)', 'otherwise than by calling'],
  ])('%j: %s', (forward, reason) => {
    expect(reasonOf(marked(dropout, forward))).toContain(reason);
  });

  it.each([
    ['model.m = nn.Dropout(0.1)', 'set again'],
    ['nn.init.ones_(model.m.weight)', 'model.m'],
    ['optimizer = SGD(model.m)', 'model.m is read'],
    ['class Sub(Net):\n    def other(self):\n        self.m = None or self.m', 'set again'],
    ['state["m"] = 1', 'may mean m'],
    ['weights = load()["body.m.weight"]', 'may mean m'],
  ])('elsewhere in the project, %j: %s', (rest, reason) => {
    expect(reasonOf(marked(dropout, undefined, rest))).toContain(reason);
    const other = decide(moduleAssignment, `import net\n${rest.replace('Net', 'net.Net')}\n`, {
      'net.py': model(dropout),
    });
    expect(reasonOf(other)).toContain(reason);
  });

  it.each([
    'print(args.m, config.m, cfg["m"])',
    'parser.add_argument("--m")',
    'class Other:\n    def __init__(self):\n        self.m = 3\n        self.m.x = 4',
    'y = torch.m',
    'y = x.m()',
    'kind = "m"',
    'if self.m is not None: pass',
    'model = getattr(args, name)',
  ])('is not disturbed by %j', (rest) => {
    editedBy(marked(dropout, undefined, rest));
  });

  it('keeps what is done with the module after it is built', () => {
    expect(editedBy(marked('self.m = nn.Dropout(0.5).to(device)'))).toContain('self.m = nn.Identity().to(device)');
  });

  it('knows None and Identity as the absence of the module', () => {
    const line = 'self.m = nn.BatchNorm2d(c) if bn else None';
    expect(editedBy(marked(line, 'if self.m is not None:\n    x = self.m(x)'))).toContain(
      'self.m = nn.Identity() if bn else None',
    );
  });

  it('goes into an nn.Sequential as a step that does nothing', () => {
    const script = model(dropout, 'x = self.m(x)').replace(
      `${MARK}\n`,
      `${MARK}\n        self.all = nn.Sequential(self.conv, self.m, self.relu)\n`,
    );
    editedBy(decide(moduleAssignment, script));
    expect(reasonOf(decide(moduleAssignment, script.replace('self.conv, self.m', 'self.m')))).toContain('first step');
  });
});

describe('what follows in place', () => {
  it('abstains where the input of the block would be overwritten', () => {
    const forward = 'identity = x\nx = self.m(x)\nx = self.relu(x)\nx = x + identity';
    expect(reasonOf(marked('self.m = nn.BatchNorm2d(c)', forward))).toContain('in place');
    expect(reasonOf(marked('self.m = nn.BatchNorm2d(c)', 'y = self.relu(self.m(x))\nx = x + y'))).toContain('in place');
    expect(reasonOf(marked('self.m = nn.BatchNorm2d(c)', 'y = self.m(x)\ny += x\nx = x + y'))).toContain('in place');
  });

  it('edits where the tensor is nobody else’s', () => {
    const forward = 'identity = x\nout = self.conv(x)\nout = self.m(out)\nout = self.relu(out)\nx = out + identity';
    editedBy(marked('self.m = nn.BatchNorm2d(c)', forward));
    editedBy(marked('self.m = nn.BatchNorm2d(c)', 'x = self.relu(self.m(self.conv(x)))'));
  });
});

describe('variables and containers', () => {
  it('replaces a module held by a variable', () => {
    const script = `from torch import nn
drop = nn.Dropout(0.5)  ${MARK}
def forward(x):
    return drop(x)
`;
    expect(editedBy(decide(moduleAssignment, script))).toBe(script.replace('nn.Dropout(0.5)', 'nn.Identity()'));
    expect(reasonOf(decide(moduleAssignment, script + 'drop = None\n'))).toContain('also used');
    expect(reasonOf(decide(moduleAssignment, script + 'drop.p = 3\n'))).toContain('otherwise than by calling');
  });

  it.each([
    ['nn.ModuleDict(dict(', 'drop=nn.Dropout(0.5)', '))'],
    ['nn.ModuleDict({', '"drop": nn.Dropout(0.5)', '})'],
  ])('replaces an entry of %s', (opening, entry, closing) => {
    const script = (forward: string, rest = '') => `from torch import nn
class Net(nn.Module):
    def __init__(self):
        self.body = ${opening}
            ${entry},  ${MARK}
        ${closing}
    def forward(self, x):
        ${forward}
        return x
${rest}`;
    const run = (forward: string, rest?: string) => decide(moduleAssignment, script(forward, rest));
    for (const forward of [
      'x = self.body.drop(x)',
      'x = self.body["drop"](x)',
      'for n, m in self.body.items(): x = m(x)',
    ]) {
      expect(editedBy(run(forward))).toBe(script(forward).replace('nn.Dropout(0.5)', 'nn.Identity()'));
    }
    expect(reasonOf(run('pass'))).toContain('never used');
    expect(reasonOf(run('x = self.body.drop.p'))).toContain('otherwise than by calling');
    expect(reasonOf(run('x = self.body.drop(x)', 'model.body.drop.weight = 3'))).toContain('otherwise than by calling');
    expect(reasonOf(run('x = self.body.drop(x)', 'model.body = None'))).toContain('set again');
    expect(reasonOf(run('for m in self.body.values(): x = m(x) if m.p else x'))).toContain('otherwise than by calling');
    expect(reasonOf(run('x = f(self.body, x)'))).toContain('may reach drop');
    expect(
      reasonOf(decide(moduleAssignment, script('x = self.body.drop(x)').replace('nn.Dropout(0.5)', 'nn.Linear(3, 4)'))),
    ).toContain('from 3 to 4');
  });

  it('abstains on an attribute set from outside or outside __init__', () => {
    const outside = `from torch import nn\nmodel.drop = nn.Dropout(0.5)  ${MARK}\n`;
    expect(reasonOf(decide(moduleAssignment, outside))).toContain('from outside');
    expect(
      reasonOf(decide(moduleAssignment, model('self.m = nn.Dropout(0.5)').replace('__init__', 'build'))),
    ).toContain('outside __init__');
  });
});

it('leaves Python that parses', () => {
  expect(pythonErrorsOfEdits()).toEqual([]);
});
