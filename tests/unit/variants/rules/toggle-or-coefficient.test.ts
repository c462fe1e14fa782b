import { beforeAll, describe, expect, it } from 'vitest';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { changeOfMark } from './change-of-mark.js';

beforeAll(loadPythonParser);

const MARK = '  #ABLATABLE_COMPONENT';

describe('a toggle', () => {
  it.each([
    [`use_mixup = True${MARK}\nif use_mixup: f()\n`, 'use_mixup = False'],
    [`use_mixup: bool = True${MARK}\nif use_mixup: f()\n`, 'use_mixup: bool = False'],
    [`class C:\n    use_aug: bool = True${MARK}\nprint(C().use_aug)\n`, 'use_aug: bool = False'],
    [
      `class C:\n    def __init__(self):\n        self.use_aug = True${MARK}\n    def f(self):\n        return self.use_aug\n`,
      'self.use_aug = False',
    ],
    [
      `parser.add_argument("--use-ema", default=True, type=bool)${MARK}\nargs = parser.parse_args()\nif args.use_ema: f()\n`,
      'parser.add_argument("--use-ema", default=False, type=bool)',
    ],
    [`cfg = {\n    "augment": True,${MARK}\n    "lr": 1,\n}\nif cfg["augment"]: f()\n`, '"augment": False,'],
    [
      `def f(x, augment=True):  #ABLATABLE_COMPONENT(term=augment=True)\n    return g(x) if augment else x\n`,
      'def f(x, augment=False):',
    ],
    [`def f(x, augment):\n    return x\ny = f(\n    x,\n    augment=True,${MARK}\n)\n`, 'augment=False,'],
  ])('is switched off: %j', (script, expected) => {
    expect(changeOfMark(script)[1]).toBe(`+ ${expected}`);
  });

  it.each([
    [`use_mixup = False${MARK}\nif use_mixup: f()\n`, 'off already'],
    [`no_aug = True${MARK}\nif no_aug: f()\n`, 'switches something off'],
    [`verbose = True${MARK}\nif verbose: f()\n`, 'how the script runs'],
    [`use_mixup = True${MARK}\n`, 'nothing in the project reads'],
    [`use_mixup = True${MARK}\nuse_mixup = g()\nif use_mixup: f()\n`, 'set again at train.py:2'],
    [`import lib\nlib.f(\n    magic=True,${MARK}\n)\n`, 'not known here'],
  ])('stays: %j', (script, reason) => {
    const [change] = changeOfMark(script);
    expect(change).toContain('abstain:');
    expect(change).toContain(reason);
  });
});

describe('a rate whose neutral value is known by its role', () => {
  it.each([
    [`dropout = 0.5${MARK}\nlayer = D(dropout)\n`, 'dropout = 0.0'],
    [`DROP_RATE = 0.1${MARK}\nlayer = D(DROP_RATE)\n`, 'DROP_RATE = 0.0'],
    [`label_smoothing = 0.1${MARK}\nloss = L(label_smoothing)\n`, 'label_smoothing = 0.0'],
    [`weight_decay = 1e-4${MARK}\nopt = O(weight_decay)\n`, 'weight_decay = 0.0'],
    [`keep_prob = 0.8${MARK}\nlayer = D(keep_prob)\n`, 'keep_prob = 1.0'],
    [
      `parser.add_argument("--dropout", type=float, default=0.5)${MARK}\nD(args.dropout)\n`,
      'parser.add_argument("--dropout", type=float, default=0.0)',
    ],
  ])('%j', (script, expected) => {
    expect(changeOfMark(script)[1]).toBe(`+ ${expected}`);
  });

  it.each([
    [`dropout = 0.0${MARK}\nD(dropout)\n`, 'already has no effect'],
    [`temperature = 0.5${MARK}\nf(temperature)\n`, 'abstain'],
    [`hidden = 64${MARK}\nf(hidden)\n`, 'abstain'],
    [`ema_decay = 0.99${MARK}\nf(ema_decay)\n`, 'abstain'],
    [`lr = 0.1${MARK}\nf(lr)\n`, 'abstain'],
    [`mixup_alpha = 0.2${MARK}\nf(mixup_alpha)\n`, 'abstain'],
  ])('stays: %j', (script, reason) => {
    const [change] = changeOfMark(script);
    expect(change).toContain('abstain:');
    expect(change).toContain(reason);
  });
});

describe('a coefficient', () => {
  it.each([
    `beta = 4.0${MARK}\nloss = recon + beta * kld\n`,
    `beta = 4.0${MARK}\nloss = recon\nloss += beta * kld / n\n`,
    `beta = 4.0${MARK}\nreg = beta * kld\nloss = recon + reg\nprint(f"{beta}")\n`,
    `beta = 4.0${MARK}\ndef loss(recon, kld, beta):\n    return recon - beta * kld\nl = loss(r, k, beta=beta)\n`,
  ])('becomes 0.0 where its term drops out then: %j', (script) => {
    expect(changeOfMark(script)).toEqual(['- beta = 4.0', '+ beta = 0.0']);
  });

  it('is followed from an option through an attribute', () => {
    const script = `parser.add_argument("--beta", type=float, default=4.0)${MARK}\nargs = parser.parse_args()\nclass VAE:\n    def __init__(self, args):\n        self.beta = args.beta\n    def loss(self, r, k):\n        return r + self.beta * k\n`;
    expect(changeOfMark(script)[0]).toContain('set again');
    const direct = `parser.add_argument("--beta", type=float, default=4.0)${MARK}\nargs = parser.parse_args()\nloss = r + args.beta * k\n`;
    expect(changeOfMark(direct)[1]).toBe('+ parser.add_argument("--beta", type=float, default=0.0)');
  });

  it.each([
    `beta = 4.0${MARK}\nloss = recon / beta\n`,
    `beta = 4.0${MARK}\nloss = recon + kld / beta\n`,
    `beta = 4.0${MARK}\nloss = beta * kld\nloss.backward()\n`,
    `beta = 4.0${MARK}\nf(beta)\n`,
    `beta = 4.0${MARK}\nloss = recon + kld ** beta\n`,
    `beta = 4.0${MARK}\nloss = recon + beta * kld\nx = x * beta\ng(x)\n`,
  ])('stays where it would do something else at 0: %j', (script) => {
    const [change] = changeOfMark(script);
    expect(change).toContain('abstain:');
    expect(change).toContain('multiplies a term of a sum');
  });
});
