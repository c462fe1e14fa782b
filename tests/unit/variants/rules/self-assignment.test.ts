import { beforeAll, describe, expect, it } from 'vitest';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { changeOfMark } from './change-of-mark.js';

beforeAll(loadPythonParser);

const MARK = '  #ABLATABLE_COMPONENT';
const inFunction = (line: string, before = 'pass', after = 'return x, loss, y') =>
  `import numpy as np\nfrom sklearn.preprocessing import StandardScaler\ndef flip(image, p):\n    if p > 0:\n        image = image * 2\n    return image\ndef parts(image):\n    return image, 1\ndef f(self, x, mask, loss, y):\n    ${before}\n    ${line}${MARK}\n    ${after}\n`;

describe('what a value becomes beyond what it was', () => {
  it.each([
    'x = x + self.attn(self.norm(x))',
    'x = self.block(x) + x',
    'x = x * mask',
    'x = (x - x.mean()) / x.std()',
    'x += residual',
    'loss += beta * kld',
    'loss -= entropy',
    'loss *= 0.5',
    'x /= t',
    'x = np.log1p(x)',
    'x = flip(x, 0.5)',
    'y["a"] = np.log1p(y["a"])',
    'y["lr"] = y["lr"] * 0.5',
    'y["lr"] *= 0.5',
    'x = StandardScaler().fit_transform(x)',
  ])('goes: %s', (line) => {
    expect(changeOfMark(inFunction(line))).toEqual([`- ${line}`]);
  });

  it('leaves y = x of y = f(x)', () => {
    expect(changeOfMark(inFunction('y = flip(x, 0.5)'))).toEqual(['- y = flip(x, 0.5)', '+ y = x']);
  });

  it('abstains where the function works on a constant: its result is no version of it', () => {
    expect(changeOfMark(inFunction('y = flip(3, 0.5)'))[0]).toMatch(/constant/);
  });

  it('leaves pass where the block is empty without it', () => {
    expect(changeOfMark(`def f(x):\n    for i in x:\n        x *= 2${MARK}\n    return x\n`)).toEqual([
      '- x *= 2',
      '+ pass',
    ]);
  });

  it.each([
    ['x = self.block(x)', "isn't known"],
    ['x = unknown(x)', "isn't known"],
    ['x = parts(x)', "isn't known"],
    ['x = y - x', 'is not `x` with'],
    ['x = 1 / x', 'is not `x` with'],
    ['x = x @ mask', 'is not `x` with'],
    ['x = x / 255.0', 'range'],
    ['x = x[:10]', 'no value'],
    ['y["c"] = y["a"] + y["b"]', 'would be left'],
    ['y["c"] = np.log1p(y["a"])', 'would be left'],
    ['y = Thing(x)', 'for later'],
    ['x //= 2', 'another kind'],
    ['x += 1', 'counts'],
    ['x += ["a"]', 'text or a list'],
    ['x += "{:+}".format(y)', 'text or a list'],
    ['x /= len(y)', 'average'],
    ['self.state += x', 'builds up'],
    ['x = mask * x', 'is not `x` with'],
    ['x += y.size(0) * 2', 'counting sizes'],
    ['n_seen = n_seen + 2', 'count'],
    ['z = x + 1', 'nothing reads'],
    ['x, y = x, y', 'would be left'],
  ])('stays: %s', (line, reason) => {
    const [change] = changeOfMark(inFunction(line));
    expect(change).toContain('abstain:');
    expect(change).toContain(reason);
  });

  it('stays where nothing would be left of the sum', () => {
    const code = (rest: string) => `def f(a):\n    loss = 0.0\n    loss += a${MARK}\n    ${rest}\n    return loss\n`;
    expect(changeOfMark(code('pass'))[0]).toContain('nothing would be left');
    expect(changeOfMark(code('loss *= 2'))[0]).toContain('nothing would be left');
    expect(changeOfMark(code('loss += g(a)'))).toEqual(['- loss += a']);
  });

  it('stays where what was fitted is used elsewhere, or an inverse would stand alone', () => {
    const scaler = 'scaler = StandardScaler()\n    ';
    expect(changeOfMark(inFunction(`${scaler}x = scaler.fit_transform(x)`))[0]).toContain('fitted here');
    expect(changeOfMark(inFunction('x = np.log1p(x)', 'pass', 'return np.expm1(x)'))[0]).toContain('inverse');
  });
});
