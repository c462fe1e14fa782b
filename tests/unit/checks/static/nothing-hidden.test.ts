import { beforeAll, expect, test } from 'vitest';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { objections } from './objections.js';

beforeAll(loadPythonParser);

/** A script in which `aux` is a marked term beside lines that an ablation must leave alone. */
const script = (lines: string): string => `${lines}\nloss = base + 0.3 * aux  #ABLATABLE_COMPONENT(term=0.3 * aux)\n`;
const without = (lines: string): string => `${lines}\nloss = base\n`;

const LOOP = `def train(batches):
    state, best = 0, 0
    for batch in batches:
        loss = step(batch, state) + extra(batch)  #ABLATABLE_COMPONENT(term=extra(batch))
        acc = measure(batch)
        new = advance(batch)
        state = new
        log(new)
        if acc > best:
            best = acc
            save(acc)
        loss.backward()
`;
const PLAIN_LOOP = LOOP.replace(/ \+ extra.*/, '');

test('the clean removals are faithful', () => {
  expect(objections(LOOP, PLAIN_LOOP)).toEqual([]);
  expect(objections(script('import random'), without('import random'))).toEqual([]);
});

test.each([
  ['a state that the next round reads', PLAIN_LOOP.replace('        state = new\n', '')],
  ['a best value that the next round reads', PLAIN_LOOP.replace('            best = acc\n', '')],
])('%s is not written away', (_what, variant) => {
  expect(objections(LOOP, variant)).not.toEqual([]);
});

const REGULARISED = `for x in batches:
    loss = error(x)
    reg = norm(w)
    loss = loss + 0.01 * reg  #ABLATABLE_COMPONENT(name=reg)
    loss.backward()
`;
const PLAIN = REGULARISED.replace(/.*ABLATABLE.*\n/, '').replace('    reg = norm(w)\n', '');

test.each([
  [
    'a scale from what was left over',
    PLAIN.replace('    loss.backward()', '    loss = 0.01 * loss\n    loss.backward()'),
  ],
  [
    'a product with what was left over',
    PLAIN.replace('    loss.backward()', '    loss = loss * reg\n    loss.backward()'),
  ],
  ['the sign of the rest', PLAIN.replace('loss.backward()', '(-loss).backward()')],
])('%s is no rest of the removal', (_what, variant) => {
  expect(objections(REGULARISED, PLAIN)).toEqual([]);
  expect(objections(REGULARISED, variant)).not.toEqual([]);
});

test.each([
  ['an import with the seed that it set', 'import random\nrandom.seed(0)', ''],
  [
    'a metric imported as another',
    'from metrics import accuracy\nprint(accuracy(y))',
    'from metrics import accuracy, balanced as accuracy\nprint(accuracy(y))',
  ],
  [
    'an override that only a library calls',
    'class Net(nn.Linear):\n    def reset_parameters(self):\n        self.weight.zero_()\n    def other(self):\n        return 1',
    'class Net(nn.Linear):\n    def other(self):\n        return 1',
  ],
  [
    'values that change places',
    'def f(a, b):\n    a, b = b, a\n    return a, b',
    'def f(a, b):\n    a = b\n    b = a\n    return a, b',
  ],
  [
    'constants that change places',
    'RATE = 0.05\nDECAY = 0.99\ndef step(w):\n    return w * DECAY - RATE',
    'DECAY = 0.05\nRATE = 0.99\ndef step(w):\n    return w * DECAY - RATE',
  ],
  [
    'one draw that becomes two',
    'def views(x):\n    noise = randn_like(x)\n    return [x + noise for _ in range(2)]',
    'def views(x):\n    return [x + randn_like(x) for _ in range(2)]',
  ],
  [
    'a keyword by the name of a variable',
    'def step(p):\n    momentum = 0.9\n    return sgd(p, momentum=momentum)',
    'def step(p):\n    dampening = 0.9\n    return sgd(p, dampening=dampening)',
  ],
  [
    'an alias across a change',
    'def f(w, d):\n    previous = w\n    w += d\n    return w - previous',
    'def f(w, d):\n    w += d\n    return w - w',
  ],
  ['how often data are repeated', 'x = np.repeat(x, 5)', 'x = np.repeat(x, 50)'],
])('%s is seen beside the removal', (_what, base, variant) => {
  expect(objections(script(base), without(base))).toEqual([]);
  expect(objections(script(base), without(variant))).not.toEqual([]);
});

test.each([
  [
    'half of what is done to it',
    'reward = max(-1.0, min(1.0, reward))  #ABLATABLE_COMPONENT(name=clip)\n',
    'reward = min(1.0, reward)\n',
  ],
  ['the negative of what goes in', 'h = attention(h)  #ABLATABLE_COMPONENT\n', 'h = -h\n'],
  [
    'a switch that decides on more',
    'x = load()\nif USE_EMA and USE_MIXUP:\n    x = mixup(x)  #ABLATABLE_COMPONENT\nif USE_EMA:\n    average(x)\nUSE_EMA = True\n',
    'x = load()\nif USE_EMA and USE_MIXUP:\n    x = mixup(x)\nif USE_EMA:\n    average(x)\nUSE_EMA = False\n',
  ],
  [
    'the training that took a constant',
    'SMOOTH = 0.1  #ABLATABLE_COMPONENT\ndef train(w, smooth):\n    return w - smooth\ntrain(w, SMOOTH)\n',
    'def train(w, smooth):\n    return w - smooth\n',
  ],
  [
    'a window beside the one that went',
    'xs = [\n    rolling(x, 3),\n    diff(x),\n    lag(x, 2),  #ABLATABLE_COMPONENT\n]\n',
    'xs = [\n    rolling(x, 2),\n    diff(x),\n]\n',
  ],
  [
    'a rate that took a factor along',
    'opt = SGD(w, lr=0.01 * WARMUP)\nWARMUP = 0.5  #ABLATABLE_COMPONENT\n',
    'opt = SGD(w, lr=1)\n',
  ],
])('%s is no removal', (_what, base, variant) => {
  expect(objections(base, variant)).not.toEqual([]);
});

test('a layer that is told only what it gives is not told another number', () => {
  const base =
    'model = Sequential([\n    Dense(32, activation="relu"),\n    Norm(),  #ABLATABLE_COMPONENT\n    Dense(1),\n])\n';
  const without = base.replace(/.*ABLATABLE.*\n/, '');
  expect(objections(base, without)).toEqual([]);
  expect(objections(base, without.replace('32', '16')).join()).toContain('Dense');
  expect(objections(base, without.replace('Dense(1)', 'Dense(2)'))).not.toEqual([]);
});
