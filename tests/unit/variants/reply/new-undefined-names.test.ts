import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { newUndefinedNames } from '../../../../src/variants/reply/new-undefined-names.js';
import { projectOf } from '../rules/marked-project.js';

beforeAll(loadPythonParser);

/** The names that are new in `text` with every `from` replaced. */
function names(text: string, from: string, to: string) {
  const start = text.indexOf(from);
  const edit = { file: 'train.py', start, end: start + from.length, text: to };
  return newUndefinedNames(projectOf({ 'train.py': text }), [edit]);
}

describe('a name that nothing binds', () => {
  it('is one that is misspelt', () => {
    expect(names('model = f\n\nmodel(1)\n', 'model(1)', 'modle(1)\nmodle(2)')).toMatchObject([
      { file: 'train.py', line: 3, name: 'modle' },
    ]);
  });

  it('is a variable whose binding went away', () => {
    const text = 'def f(x):\n    skip = x\n    x = x + 1\n    return x + skip\n';
    expect(names(text, '    skip = x\n', '')).toEqual([{ file: 'train.py', line: 3, name: 'skip' }]);
    expect(names('import math\nprint(math.pi)\n', 'import math\n', '')).toMatchObject([{ name: 'math' }]);
  });

  it('is a name of another scope', () => {
    const text = 'def f():\n    a = 1\n    return a\n\ndef g():\n    return 1\n';
    expect(names(text, 'return 1', 'return a')).toMatchObject([{ line: 6, name: 'a' }]);
  });
});

describe('nothing is said of', () => {
  it('names that were not bound before', () => {
    expect(names('display(1)\na = 1\n', 'a = 1', 'display(2)')).toEqual([]);
  });

  it('a file with a wildcard import', () => {
    expect(names('from x import *\na = 1\n', 'a = 1', 'a = anything')).toEqual([]);
  });

  it('attributes, arguments and names that the edit binds', () => {
    expect(names('a = 1\n', 'a = 1', 'def f(*xs, key=1, **more):\n    return xs[0].other(key=key, **more)')).toEqual(
      [],
    );
    expect(
      names('a = 1\n', 'a = 1', 'import os.path as p\nb = [p.join(c) for c in "ab" if (d := c)]\nprint(d)'),
    ).toEqual([]);
    expect(
      names('a = 1\n', 'a = 1', 'try:\n    pass\nexcept OSError as e:\n    print(e)\nwith f() as g:\n    g()'),
    ).toMatchObject([{ name: 'f' }]);
  });

  it('configuration files', () => {
    const edit = { file: 'c.yaml', start: 0, end: 0, text: 'x: y\n' };
    expect(newUndefinedNames(projectOf({ 'train.py': 'a = 1\n' }), [edit])).toEqual([]);
  });

  it('anything that Python itself binds', () => {
    const { stdout } = spawnSync('python3', ['-c', 'print(" ".join(dir(__builtins__)))'], { encoding: 'utf8' });
    const builtIn = stdout.trim().split(' ');
    expect(builtIn.length).toBeGreaterThan(140);
    const code = [...builtIn, '__file__', '__annotations__'].map((name) => `print(${name})`).join('\n');
    expect(names('a = 1\n', 'a = 1', code)).toEqual([]);
  });
});

test.each(['examples/digits-cnn/train.py', 'examples/digits-stdlib/train.py', 'python/ablationmage_probe/writes.py'])(
  'in %s only the new name is found',
  (name) => {
    const text = readFileSync(new URL(`../../../../${name}`, import.meta.url), 'utf8');
    const project = projectOf({ 'empty.py': 'pass\n' });
    // All of the file is new, so that every name of it is looked at.
    const edit = { file: 'empty.py', start: 0, end: 5, text: `${text}\nunbound_name\n` };
    expect(newUndefinedNames(project, [edit]).map((found) => found.name)).toEqual(['unbound_name']);
  },
);
