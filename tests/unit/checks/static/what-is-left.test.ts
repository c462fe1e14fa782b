import { beforeAll, expect, test } from 'vitest';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { objections, severities } from './objections.js';

beforeAll(loadPythonParser);

const marked = (line: string, options = ''): string => `${line}  #ABLATABLE_COMPONENT${options}\n`;

test.each([
  [
    'a factor that is made of less',
    marked('loss = error * weight.rsqrt()', '(term=weight.rsqrt())'),
    'loss = error * weight\n',
  ],
  [
    'a factor of a term',
    marked('run = delta + gamma * alive * run', '(term=gamma * alive * run)'),
    'run = delta + gamma * run\n',
  ],
  ['an operand that became its input, twice', marked('x = x + relu(conv(x))', '(term=relu(conv(x)))'), 'x = x + x\n'],
  [
    'a rate that became one',
    'def net(\n    x,\n    drop_path=0.2,  #ABLATABLE_COMPONENT\n):\n    return block(x, drop_path)\n',
    'def net(\n    x,\n    drop_path=1.0,\n):\n    return block(x, drop_path)\n',
  ],
  [
    'an index that is not off at zero',
    'loss = CrossEntropyLoss(\n    ignore_index=3,  #ABLATABLE_COMPONENT\n)\n',
    'loss = CrossEntropyLoss(\n    ignore_index=0,\n)\n',
  ],
  [
    'another keyword in its place',
    'opt = AdamW(\n    params,\n    amsgrad=True,  #ABLATABLE_COMPONENT\n)\n',
    'opt = AdamW(\n    params,\n    weight_decay=0.0,\n)\n',
  ],
  [
    'a part of a sequence',
    marked('head = nn.Sequential(nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 4))'),
    'head = nn.Linear(8, 4)\n',
  ],
  [
    'a weight of an entry',
    'members = [\n    ("trees", trees, 0.2),  #ABLATABLE_COMPONENT\n    ("ridge", ridge, 0.8),\n]\n',
    'members = [\n    ("trees", trees, 0.0),\n    ("ridge", ridge, 0.8),\n]\n',
  ],
  ['a column that is a constant', marked('df["ratio"] = df["a"] / df["b"]'), 'df["ratio"] = 0\n'],
  [
    'a statement of a branch',
    'if wait > patience:  #ABLATABLE_COMPONENT\n    print("stop")\n    stop()\n',
    'if wait > patience:\n    print("stop")\n',
  ],
  ['half of what is added', marked('loss += penalty(a) + penalty(b)', '(name=penalty)'), 'loss += penalty(a)\n'],
  ['the other side of a slice', marked('t[n:] = T - t[:n]', '(name=antithetic)'), 't[n:] = t[:n]\n'],
  [
    'the same element as another',
    marked('parts = [a[:, None], diff(a)[:, None]]', '(term=diff(a)[:, None])'),
    'parts = [a[:, None], a[:, None]]\n',
  ],
  [
    'a schedule that is stepped',
    'def main():\n    sched = Cosine(opt)  #ABLATABLE_COMPONENT\n    for x in data:\n        step(x)\n        sched.step()\n',
    'def main():\n    for x in data:\n        step(x)\n        sched.step()\n',
  ],
  [
    'a column that a list still names',
    `${marked('df["ratio"] = df["a"] / df["b"]')}COLUMNS = ["a", "ratio"]\n`,
    'COLUMNS = ["a", "ratio"]\n',
  ],
  ['another slice', marked('y = f(x[:n]) + z', '(term=z)'), 'y = f(x[n:])\n'],
])('%s is no removal', (_what, base, variant) => {
  expect(severities(base, variant)).not.toEqual(new Set());
  expect(objections(base, variant)).not.toEqual([]);
});

const COLUMNS = `${marked('df["ratio"] = df["a"] / df["b"]')}columns = BASIC + [c for c in df.columns if c.endswith("_ratio")]\n`;

test.each([
  [
    'the list that names the column',
    `${marked('df["ratio"] = df["a"] / df["b"]')}COLUMNS = ["a", "ratio"]\n`,
    'COLUMNS = ["a"]\n',
  ],
  ['what picks out that column only', COLUMNS.replaceAll('"ratio"', '"a_ratio"'), 'columns = list(BASIC)\n'],
  ['a copy instead of a sum', marked('names = basic + extra', '(term=extra)'), 'names = list(basic)\n'],
])('%s follows', (_what, base, variant) => {
  expect(objections(base, variant)).toEqual([]);
});

test('what the mark asks for may be the same call with other arguments', () => {
  const base = marked('filter = Filter(5)', '(replace=Filter(3))');
  expect(objections(base, 'filter = Filter(3)\n')).toEqual([]);
  expect(objections(base, 'filter = Filter(4)\n')).toEqual([expect.stringContaining('changed, not removed')]);
});

test('an import of the own project goes with its last use', () => {
  const files = {
    'train.py': `from parts import smooth, load\nx = load()\n${marked('x = smooth(x)')}print(x)\n`,
    'parts.py': 'def smooth(x):\n    return x\ndef load():\n    return 1\n',
  };
  const variant = { ...files, 'train.py': 'from parts import load\nx = load()\nprint(x)\n' };
  expect(objections(files, variant)).toEqual([]);
});

test('a class goes with its name in __all__', () => {
  const files = {
    'train.py': `from parts import Gate, Net\nblock = [\n    Gate(),  #ABLATABLE_COMPONENT\n    Net(),\n]\n`,
    'parts.py': '__all__ = ["Gate", "Net"]\nclass Gate:\n    pass\nclass Net:\n    pass\n',
  };
  const variant = {
    'train.py': 'from parts import Net\nblock = [\n    Net(),\n]\n',
    'parts.py': '__all__ = ["Net"]\nclass Net:\n    pass\n',
  };
  expect(objections(files, variant)).toEqual([]);
});
