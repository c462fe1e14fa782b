import { beforeAll, describe, expect, it } from 'vitest';
import { loadPythonParser } from '../../../src/source/python-parser.js';
import { readMarkedComponents } from '../../../src/source/read-marks.js';
import { decideTrial } from '../../../src/variants/decide-trial.js';
import { changeOfMark } from './rules/change-of-mark.js';
import { projectOf } from './rules/marked-project.js';

beforeAll(loadPythonParser);

const M = '  #ABLATABLE_COMPONENT';
const term = (text: string): string => `  #ABLATABLE_COMPONENT(term=${text})`;

function expectAbstains(script: string, reason: string, others: Readonly<Record<string, string>> = {}): void {
  const [change] = changeOfMark(script, others);
  expect(change).toContain('abstain:');
  expect(change).toContain(reason);
}

describe('a default that a caller overrides decides nothing', () => {
  it.each([
    ['by name', `def f(x, dropout=0.1):${term('dropout=0.1')}\n    return D(dropout)(x)\ny = f(x, dropout=0.3)\n`],
    ['by position', `def f(x, dropout=0.1):${term('dropout=0.1')}\n    return D(dropout)(x)\ny = f(x, 0.3)\n`],
    ['by **', `def f(x, dropout=0.1):${term('dropout=0.1')}\n    return D(dropout)(x)\ny = f(x, **options)\n`],
    [
      'of a constructor',
      `class A:\n    def __init__(self, d, dropout=0.1):${term('dropout=0.1')}\n        self.p = D(dropout)\nm = A(8, rate)\n`,
    ],
    [
      'of a base class',
      `class A:\n    def __init__(self, d, dropout=0.1):${term('dropout=0.1')}\n        self.p = D(dropout)\nclass B(A):\n    def __init__(self):\n        super().__init__(8, dropout=0.2)\n`,
    ],
    [
      'through partial',
      `def f(x, dropout=0.1):${term('dropout=0.1')}\n    return D(dropout)(x)\ng = partial(f, dropout=0.3)\n`,
    ],
    ['of a dataclass', `class C:\n    use_bias: bool = True${M}\nprint(C(**given).use_bias)\n`],
    [
      'of a field that is set later',
      `class C:\n    use_bias: bool = True${M}\nc = C()\nc.use_bias = x\nf(c.use_bias)\n`,
    ],
  ])('%s', (_, script) => {
    expectAbstains(script, 'is given at');
  });

  it('is still changed where no caller gives it', () => {
    const script = `class A:\n    def __init__(self, d, dropout=0.1):${term('dropout=0.1')}\n        self.p = D(dropout)\nm = A(8)\n`;
    expect(changeOfMark(script)[1]).toBe('+ def __init__(self, d, dropout=0.0):');
  });
});

describe('an argument that something else sets again decides nothing', () => {
  it.each([
    [
      'parameter groups',
      `import torch\ngroups = [{"params": a, "weight_decay": 0.1}, {"params": b}]\nopt = torch.optim.AdamW(groups, weight_decay=0.05)${term('weight_decay=0.05')}\n`,
      'parameter groups',
    ],
    [
      'a schedule of the weight decay',
      `import torch\nopt = torch.optim.AdamW(p, weight_decay=0.05)${term('weight_decay=0.05')}\nfor g in opt.param_groups:\n    g["weight_decay"] = 0.1\n`,
      'parameter groups',
    ],
    [
      'one cycle of the momentum',
      `import torch\nopt = torch.optim.SGD(p, lr=1, momentum=0.9)${term('momentum=0.9')}\ns = torch.optim.lr_scheduler.OneCycleLR(opt, 1)\n`,
      'OneCycleLR',
    ],
    [
      'the other kind of warm-up',
      `from transformers import TrainingArguments\na = TrainingArguments(warmup_steps=10, warmup_ratio=0.1)${term('warmup_steps=10')}\n`,
      'warmup_ratio',
    ],
  ])('%s', (_, script, reason) => {
    expectAbstains(script, reason);
  });
});

describe('an attribute that would be missing', () => {
  it.each([
    [
      `import xgboost as xgb\nm = xgb.XGBClassifier(early_stopping_rounds=5)${term('early_stopping_rounds=5')}\nprint(m.best_iteration)\n`,
    ],
    [
      `from sklearn.ensemble import GradientBoostingClassifier\nm = GradientBoostingClassifier(subsample=0.5)${term('subsample=0.5')}\nprint(m.oob_improvement_)\n`,
    ],
    [`import torchvision\nm = torchvision.models.googlenet(weights="DEFAULT")${term('weights="DEFAULT"')}\n`],
  ])('%s', (script) => {
    expect(changeOfMark(script)[0]).toContain('abstain:');
  });
});

describe('the container is not one of parts', () => {
  it('where a tuple is itself one part', () => {
    const script = `from sklearn.compose import make_column_transformer\nct = make_column_transformer((num, selector(a)), (cat, selector(b)))${term('num')}\nuse(ct)\n`;
    expect(changeOfMark(script)[0]).toContain('abstain:');
  });

  it('where the list of parts is one argument of several', () => {
    const script = `from sklearn.compose import ColumnTransformer\nct = ColumnTransformer(\n    #ABLATABLE_COMPONENT\n    [("a", x, c), ("b", y, d)],\n    remainder="drop",\n)\nuse(ct)\n`;
    expect(changeOfMark(script)[0]).toContain('abstain:');
  });
});

describe('a name in a list is no feature', () => {
  it.each([
    [`for split in ["train", "val"]:${term('"val"')}\n    out[split] = f(split)\n`, 'part of the data'],
    [`for prefix in ("s1", "s2"):${term('"s2"')}\n    kwargs = group(prefix, kwargs)\n`, 'handed on'],
    [`X = df[\n    ["key", "price"]${term('"key"')}\n].set_index(\n    "key"\n)\nuse(X)\n`, 'same statement'],
    [`y_train = df[["price", "sales"]]${term('"sales"')}\nuse(y_train)\n`, 'what is predicted'],
  ])('%s', (script, reason) => {
    expectAbstains(script, reason);
  });
});

describe('a term', () => {
  it.each([
    ['lr = args.lr * batch / 256', 'args.lr', 'learning rate itself'],
    ['dt = t1 - t0', 't0', 'count, a time'],
    ['num_steps = wait + active', 'wait', 'count, a time'],
    ['x = f(tok_emb + pos_emb)', 'tok_emb', 'spread over the shape'],
    ['d_loss = real - k * d_loss_fake', 'd_loss_fake', 'name the whole product'],
    ['inner_dim_key = dim_key * heads', 'heads', 'count'],
    ['if warm and main_process:\n    f()\nz = 1', 'main_process', 'how and when'],
  ])('%s: %s stays', (line, part, reason) => {
    const [first, ...rest] = line.split('\n');
    expectAbstains([`${first ?? ''}${term(part)}`, ...rest, ''].join('\n'), reason);
  });

  it('that is the residual path goes only where another term is made from it', () => {
    expectAbstains(`x = (\n    x${M}\n    + self.table[:, :k]\n)\n`, 'nothing of what');
    expect(changeOfMark(`x = (\n    x${M}\n    + self.attn(self.norm(x))\n)\n`)).toEqual([
      '- x',
      '- + self.attn(self.norm(x))',
      '+ self.attn(self.norm(x))',
    ]);
  });

  it('goes where all that is left has the same shape, or is only weighed', () => {
    expect(changeOfMark(`c = self.cls_token + self.pos_emb${term('self.pos_emb')}\n`)[1]).toBe('+ c = self.cls_token');
    expect(changeOfMark(`c = self.center * self.momentum_ + b${term('self.momentum_')}\n`)[1]).toBe(
      '+ c = self.center + b',
    );
  });

  it('of a metric is nothing to remove', () => {
    expect(changeOfMark(`precision = hits_ / ranked${term('ranked')}\n`)[0]).toContain(
      'meaningless: it computes a metric',
    );
  });
});

describe('a statement', () => {
  it.each([
    [`import numpy as np\ny = load()\ny = y - y.min()${M}\nfit(y)\n`, 'compared with'],
    [`loss = f()\nloss = loss / accumulation_steps${M}\nloss.backward()\n`, 'a count'],
    [`steps_ = []\nattn_list = []\nattn_list += [a] if keep else []${M}\nuse(attn_list)\n`, 'text or a list'],
    [`it = 0\nit = len(loader) * epoch + it${M}\nuse(it)\n`, 'count'],
    [`def enc_all(X):\n    X = X + 1\n    return X\nX2 = enc_all(X1)${M}\nuse(X2)\n`, 'kind or size'],
  ])('%s', (script, reason) => {
    expectAbstains(script, reason);
  });
});

describe('a branch', () => {
  it('stays where another goes by the same flag', () => {
    const script = `class A:\n    def __init__(self):\n        if not self.flash:\n            self.bias = mask()\n    def forward(self, q):\n        if self.flash:${M}\n            y = fast(q)\n        else:\n            y = q * self.bias\n        return y\n`;
    expectAbstains(script, 'asked at');
  });

  it('stays where it keeps averaged weights up to date', () => {
    expectAbstains(`for b in data:\n    if use_ema:${M}\n        ema.update(model)\n`, 'averaged weights');
  });
});

describe('a switch of shapes', () => {
  it('stays', () => {
    const script = `def block(x, downsample):\n    return x\ny = block(x, downsample=True)${term('downsample=True')}\n`;
    expectAbstains(script, 'what shape');
  });
});

describe('Normalize of one of two pipelines', () => {
  const compose = (mark: string): string =>
    `from torchvision import transforms as T\na = T.Compose([\n    T.ToTensor(),\n    T.Normalize(m, s),${mark}\n])\nb = T.Compose([T.ToTensor(), T.Normalize(m, s)])\nuse(a, b)\n`;

  it('stays, and goes where a group is given', () => {
    expectAbstains(compose(M), 'one group');
    expect(changeOfMark(compose('  #ABLATABLE_COMPONENT(group=normalize)'))).toEqual(['- T.Normalize(m, s),']);
  });
});

describe('a layer in front of one that works in place', () => {
  const net = (layers: string): string =>
    `import torch.nn as nn\nnet = nn.Sequential(\n${layers}    nn.Linear(4, 2),\n)\nuse(net)\n`;

  it('stays where the layer before it needs its own output', () => {
    const layers = `    nn.Linear(4, 4),\n    nn.Tanh(),\n    nn.BatchNorm1d(4),${M}\n    nn.ReLU(inplace=True),\n`;
    expectAbstains(net(layers), 'overwrite in place');
    expect(changeOfMark(net(layers.replace('nn.Tanh()', 'nn.GELU()')))).toEqual(['- nn.BatchNorm1d(4),']);
  });

  it('stays where a group would bring it to the input, though each alone would not', () => {
    const text = net(`    nn.BatchNorm1d(4),${M}\n    nn.Dropout(0.5),${M}\n    nn.ReLU(inplace=True),\n`);
    const project = projectOf({ 'train.py': text });
    const file = project.pythonFiles.get('train.py');
    if (file === undefined) throw new Error('no file');
    const code = readMarkedComponents(file).components.filter((component) => component.kind === 'code');
    for (const component of code) expect(decideTrial([component], project).kind).toBe('edits');
    expect(decideTrial(code, project)).toMatchObject({
      kind: 'impossible',
      reasons: [expect.stringContaining('input')],
    });
  });
});
