import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { headImports, mayChangeImports } from '../../../src/source/head-imports.js';
import { loadPythonParser } from '../../../src/source/python-parser.js';
import { readProject } from '../../../src/source/read-project.js';

beforeAll(loadPythonParser);

const KNOWN = ['torch', 'numpy', 'sklearn', 'pandas', 'matplotlib'];
const STANDARD = ['os', 'sys', 'warnings', 'typing', 'json'];

/** The modules, each with the names taken from it, as `sklearn.datasets: load_digits`. */
async function headOf(files: Readonly<Record<string, string>>, module?: string): Promise<string[]> {
  const root = mkdtempSync(path.join(tmpdir(), 'head-imports-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  const [script = ''] = Object.keys(files);
  const project = await readProject({ root, script: path.join(root, script) });
  if (!project.ok) throw new Error(JSON.stringify(project.failure));
  const kindOf = (name: string) => (STANDARD.includes(name) ? 'standard' : KNOWN.includes(name) ? 'known' : 'unknown');
  return headImports(project.value, kindOf, module).map((each) => [each.module, ...each.names].join(' '));
}

describe('the imports at the head of a script', () => {
  test('are those before its first statement that does more than define', async () => {
    const script = `"""What it does."""
from __future__ import annotations
import os, sys
import numpy as np, torch.nn as nn
from sklearn import datasets, svm
EPOCHS = 5
SHAPE: tuple = (1, 2)
class Net(nn.Module):
    import pandas
def helper():
    import pandas
from torch.utils.data import DataLoader
np.random.seed(0)
import matplotlib
`;
    expect(await headOf({ 'train.py': script })).toEqual([
      'numpy',
      'torch.nn',
      'sklearn datasets svm',
      'torch.utils.data DataLoader',
    ]);
  });

  test.each([
    ['an environment variable that libraries read while they are imported', 'os.environ["OMP_NUM_THREADS"] = "4"'],
    ['a search path', 'sys.path.insert(0, "lib")'],
    ['a library nobody knows', 'import sklearnex'],
    ['a condition', 'if sys.platform == "win32":\n    import pandas'],
    ['an attempt', 'try:\n    import pandas\nexcept ImportError:\n    pandas = None'],
    ['warnings that become errors', 'warnings.filterwarnings("error")'],
    ['a call', 'SEED = int(sys.argv[1])'],
    ['a class that changes where modules are looked for', 'class Setup:\n    sys.path.append("lib")'],
  ])('end with %s', async (_name, statement) => {
    const script = `import os, sys, warnings\nimport numpy\n${statement}\nimport torch\n`;
    expect(await headOf({ 'train.py': script })).toEqual(['numpy']);
  });

  test.each([
    'os.environ["CUBLAS_WORKSPACE_CONFIG"] = ":4096:8"',
    'os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")',
    'warnings.filterwarnings("ignore", category=UserWarning)',
    'matplotlib.use("Agg")',
    'if TYPE_CHECKING:\n    import pandas',
  ])('go on after %s', async (statement) => {
    const script = `import os, warnings, matplotlib\nfrom typing import TYPE_CHECKING\n${statement}\nimport torch\n`;
    expect(await headOf({ 'train.py': script })).toEqual(['matplotlib', 'torch']);
  });

  test('lead through the modules of the project, in the order of Python', async () => {
    const files = {
      'train.py': 'import numpy\nfrom model import Net\nimport pandas\nimport matplotlib',
      'model.py': 'import torch\nfrom layers.norm import Norm\nif __name__ == "__main__":\n    main()\n',
      'layers/__init__.py': 'import sklearn',
      'layers/norm.py': 'import numpy\nclass Norm: pass',
    };
    expect(await headOf(files)).toEqual(['numpy', 'torch', 'sklearn', 'numpy', 'pandas', 'matplotlib']);
    const calling = { ...files, 'model.py': 'import torch\ntorch.set_num_threads(1)\n' };
    expect(await headOf(calling)).toEqual(['numpy', 'torch']);
  });

  test('begin with the package of a module that is started with -m', async () => {
    const files = {
      'pack/train.py': 'import numpy\nfrom . import data',
      'pack/__init__.py': 'import torch',
      'pack/data.py': 'import pandas',
    };
    expect(await headOf(files, 'pack.train')).toEqual(['torch', 'numpy', 'pandas']);
    expect(await headOf({ ...files, 'pack/__init__.py': 'print()' }, 'pack.train')).toEqual([]);
  });
});

test.each([
  ['import warnings\nwarnings.simplefilter("error")', true],
  ['from warnings import simplefilter\nsimplefilter(action="error")', true],
  ['warnings.filterwarnings(ACTION)', true],
  ['warnings.filterwarnings("ignore", category=UserWarning)', false],
  ["warnings.simplefilter(action='default')", false],
  ['os.environ["OMP_NUM_THREADS"] = "1"', true],
  ['x = 1', false],
])('whether libraries may be imported before %j', (text, isNot) => {
  expect(mayChangeImports(text)).toBe(isNot);
});
