import { beforeAll, describe, expect, test } from 'vitest';
import { checkProjects } from '../../../../src/checks/check-variant.js';
import type { DeclaredChange } from '../../../../src/checks/fingerprint/comparison-target.js';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { readComponents } from '../../../../src/source/read-components.js';
import { projectOf } from '../../variants/rules/marked-project.js';

beforeAll(loadPythonParser);

function declaredChange(base: string, variant: string): DeclaredChange | undefined {
  const project = projectOf({ 'train.py': base });
  const { components } = readComponents(project, []);
  return checkProjects(project, projectOf({ 'train.py': variant }), components).target.declaredChange;
}

describe('the variant is the baseline with what the mark asks for', () => {
  test.each<[string, string, DeclaredChange]>([
    ['depth = 3  #ABLATABLE_COMPONENT(replace=2)\n', 'depth = 2\n', 'value'],
    ['depth = 3  #ABLATABLE_COMPONENT(replace=2)\n', '# fewer\ndepth = (2)\n', 'value'],
    ['shape = [64, 64]  #ABLATABLE_COMPONENT(replace=[-1])\n', 'shape = [-1]\n', 'value'],
    ['layer = conv(3)  #ABLATABLE_COMPONENT(replace=None)\n', 'layer = None\n', 'part'],
    ['layer = conv(3, 4)  #ABLATABLE_COMPONENT(replace=conv(3))\n', 'layer = conv(3)\n', 'part'],
    ['net = make(\n    depth=3,  #ABLATABLE_COMPONENT(replace=2)\n)\n', 'net = make(depth=2)\n', 'value'],
    ['def f(x):\n    return g(x)  #ABLATABLE_COMPONENT(replace=x)\n', 'def f(x):\n    return x\n', 'part'],
  ])('%j', (base, variant, change) => {
    expect(declaredChange(base, variant)).toBe(change);
  });
});

describe('it is more, or something else', () => {
  test.each([
    ['another value', 'depth = 3  #ABLATABLE_COMPONENT(replace=2)\n', 'depth = 1\n'],
    ['a change beside it', 'lr = 1\ndepth = 3  #ABLATABLE_COMPONENT(replace=2)\n', 'lr = 2\ndepth = 2\n'],
    ['another name', 'depth = 3  #ABLATABLE_COMPONENT(replace=2)\n', 'width = 2\n'],
    ['another keyword', 'f(\n    depth=3,  #ABLATABLE_COMPONENT(replace=2)\n)\n', 'f(width=2)\n'],
    ['no wish of the mark', 'drop = Dropout(0.5)  #ABLATABLE_COMPONENT\n', 'drop = Identity()\n'],
    ['nothing', 'depth = 3  #ABLATABLE_COMPONENT(replace=2)\n', 'depth = 3\n'],
  ])('%s', (_what, base, variant) => {
    expect(declaredChange(base, variant)).toBeUndefined();
  });
});
