import { beforeAll, describe, expect, it } from 'vitest';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { decorator } from '../../../../src/variants/rules/decorator.js';
import { decide, editedBy, pythonErrorsOfEdits, reasonOf } from './marked-project.js';

beforeAll(loadPythonParser);

const M = '#ABLATABLE_COMPONENT';
function script(line: string, rest = ''): string {
  return `import torch
import functools
from torch import compile as fast

${rest}
${line}  ${M}
def f(x, y=1):
    return x * y

print(f(3))
`;
}
const run = (line: string, rest?: string) => decide(decorator, script(line, rest));

describe('decorators that can go', () => {
  it.each([
    '@torch.compile',
    '@torch.compile(mode="max-autotune")',
    '@fast',
    '@torch.jit.script',
    '@torch.cuda.amp.autocast()',
    '@functools.lru_cache(maxsize=None)',
  ])('%s', (line) => {
    expect(editedBy(run(line))).toBe(script('GONE').replace(`GONE  ${M}\n`, ''));
  });

  it.each([
    [
      '@noisy',
      'def noisy(fn):\n    def wrapper(*args, **kwargs):\n        return fn(*args, **kwargs) + 0.1\n    return wrapper\n',
    ],
    [
      '@noisy',
      'def noisy(fn):\n    """doc"""\n    @functools.wraps(fn)\n    def wrapper(x, y=1):\n        out = fn(x + 1, y)\n        return out\n    return wrapper\n',
    ],
    [
      '@noisy(0.1)',
      'def noisy(p):\n    def deco(fn):\n        def wrapper(*a, **k):\n            return fn(*a, **k)\n        return wrapper\n    return deco\n',
    ],
  ])('%s of the project, which only wraps', (line, rest) => {
    expect(editedBy(run(line, rest))).not.toContain(M);
  });

  it('keeps the other decorators and several lines together', () => {
    const script = `import torch\n@keep\n${M}\n@torch.compile(\n    mode="max-autotune",\n)\ndef f(x):\n    return x\n`;
    expect(editedBy(decide(decorator, script))).toBe(`import torch\n@keep\n${M}\ndef f(x):\n    return x\n`);
  });
});

describe('decorators that stay', () => {
  it.each([
    ['@property', '', 'is part of what'],
    ['@staticmethod', '', 'is part of what'],
    ['@dataclass', '', 'is part of what'],
    ['@torch.no_grad()', '', 'what gradients are kept'],
    ['@torch.inference_mode()', '', 'what gradients are kept'],
    ['@hydra.main(config_path=".")', '', 'how the function is started'],
    ['@click.command()', '', 'how the function is started'],
    ['@pytest.fixture', '', 'how the function is started'],
    ['@mystery', '', "isn't known"],
    ['@lib.mystery(3)', '', "isn't known"],
    ['@register', 'def register(fn):\n    ALL.append(fn)\n    return fn\n', "isn't known"],
    [
      '@timed',
      'def timed(fn):\n    def w(*a, **k):\n        return fn(*a, **k), 3\n    return w\n',
      'returns something else',
    ],
    [
      '@mean',
      'def mean(fn):\n    def w(*a, **k):\n        return fn(*a, **k).mean()\n    return w\n',
      'returns something else',
    ],
    ['@fixed', 'def fixed(fn):\n    def w(x):\n        return fn(x)\n    return w\n', 'other arguments'],
    [
      '@listed',
      'def listed(fn):\n    ALL.append(fn)\n    def w(*a, **k):\n        return fn(*a, **k)\n    return w\n',
      'does more than wrap',
    ],
    ['@never', 'def never(fn):\n    def w(*a, **k):\n        return 1\n    return w\n', 'does more than wrap'],
    ['@functools.lru_cache', 'f.cache_clear()', 'may come from the decorator'],
  ])('%s with %j: %s', (line, rest, reason) => {
    expect(reasonOf(run(line, rest))).toContain(reason);
  });
});

it('leaves Python that parses', () => {
  expect(pythonErrorsOfEdits()).toEqual([]);
});
