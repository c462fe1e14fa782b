import { beforeAll, describe, expect, it } from 'vitest';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { changeOfMark } from './change-of-mark.js';

beforeAll(loadPythonParser);

const mark = (replace: string, more = '') => `  #ABLATABLE_COMPONENT(replace=${replace}${more})`;

describe('replace=', () => {
  it.each([
    [`import torch.nn as nn\nconv = nn.Conv2d(3, 3, 3)${mark('nn.Identity()')}\n`, 'conv = nn.Identity()'],
    [`a = 1\nx = f(a) * 2${mark('a + 1')}\n`, 'x = a + 1'],
    [`a = 1\nx = f(a) * 2${mark('a + 1', ', term=f(a)')}\n`, 'x = (a + 1) * 2'],
    [`f(\n    p=0.5,${mark('0.1')}\n    q=1,\n)\n`, 'p=0.1,'],
    [`x = [\n    1,\n    2,${mark('3')}\n]\n`, '3,'],
    [`cfg = {\n    "lr": 1,${mark('2')}\n    "b": 1,\n}\n`, '"lr": 2,'],
    [`def f(x):\n    return g(x)${mark('x')}\n`, 'return x'],
    [`step()${mark('print(1)')}\n`, 'print(1)'],
    [`loss += x${mark('0.5')}\n`, 'loss += 0.5'],
  ])('%j', (script, expected) => {
    expect(changeOfMark(script)[1]).toBe(`+ ${expected}`);
  });

  it.each([
    [`x = 1${mark('2 +')}\n`, 'not one Python expression'],
    [`x = 1${mark('y = 2')}\n`, 'not one Python expression'],
    [`x = 1${mark('unknown(2)')}\n`, '`unknown`'],
    [`x = 1${mark('nn.Identity()')}\n`, '`nn`'],
    [`x = 1${mark('1')}\n`, 'already'],
    [`import os${mark('1')}\n`, 'gives a value'],
    [`def f():${mark('1')}\n    pass\n`, 'gives a value'],
    [`if a:${mark('1')}\n    pass\n`, 'gives a value'],
  ])('stays: %j', (script, reason) => {
    const [change] = changeOfMark(script);
    expect(change).toMatch(/^(abstain|meaningless):/);
    expect(change).toContain(reason);
  });
});
