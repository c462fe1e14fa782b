import { beforeAll, describe, expect, it } from 'vitest';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { shiftedExpressions, shiftedFiles, strategyOf } from './seeded-project.js';

beforeAll(loadPythonParser);

/** A script, and the lines of it that differ at seed index 2. */
interface ShiftCase {
  readonly what: string;
  readonly script: string;
  readonly changed: readonly string[];
}

const shifted: readonly ShiftCase[] = [
  {
    what: 'the calls that seed the libraries, not the constant',
    script:
      'import random\nimport numpy as np\nimport torch\nSEED = 42\nrandom.seed(SEED)\nnp.random.seed(SEED)\ntorch.manual_seed(SEED)\ntorch.cuda.manual_seed_all(SEED)\n',
    changed: [
      'random.seed((SEED) + 2)',
      'np.random.seed((SEED) + 2)',
      'torch.manual_seed((SEED) + 2)',
      'torch.cuda.manual_seed_all((SEED) + 2)',
    ],
  },
  {
    what: 'names that were imported from a module, under any alias',
    script:
      'from random import seed as plant\nfrom numpy.random import default_rng, RandomState\nfrom torch import manual_seed\nplant(1)\nrng = default_rng(2)\nold = RandomState(3)\nmanual_seed(4)\n',
    changed: ['plant((1) + 2)', 'rng = default_rng((2) + 2)', 'old = RandomState((3) + 2)', 'manual_seed((4) + 2)'],
  },
  {
    what: 'generators',
    script:
      'import random, torch, numpy as np, jax\nr = random.Random(1)\nx = r.random()\ng = torch.Generator().manual_seed(2)\nloader = DataLoader(d, generator=g)\nss = np.random.SeedSequence(3)\nkey = jax.random.PRNGKey(4)\nkey, sub = jax.random.split(key)\n',
    changed: [
      'r = random.Random((1) + 2)',
      'g = torch.Generator().manual_seed((2) + 2)',
      'ss = np.random.SeedSequence((3) + 2)',
      'key = jax.random.PRNGKey((4) + 2)',
    ],
  },
  {
    what: 'estimators',
    script:
      'from sklearn.ensemble import RandomForestClassifier\nfrom sklearn.neural_network import MLPClassifier\nimport xgboost as xgb\nSTATE = 0\na = RandomForestClassifier(n_estimators=10, random_state=STATE)\nb = MLPClassifier(random_state=None)\nc = xgb.XGBClassifier(seed=3)\n',
    changed: [
      'a = RandomForestClassifier(n_estimators=10, random_state=(STATE) + 2)',
      'c = xgb.XGBClassifier(seed=(3) + 2)',
    ],
  },
  {
    what: "a library's seed_everything, where it is called",
    script: 'import pytorch_lightning as pl\npl.seed_everything(42, workers=True)\n',
    changed: ['pl.seed_everything((42) + 2, workers=True)'],
  },
  {
    what: 'the inside of a set_seed of the project, once',
    script:
      'import random, torch\ndef set_seed(seed):\n    random.seed(seed)\n    torch.manual_seed(seed)\nset_seed(42)\n',
    changed: ['    random.seed((seed) + 2)', '    torch.manual_seed((seed) + 2)'],
  },
  {
    what: 'a seed that is set anew in each epoch',
    script: 'import torch\nseed = 3\nfor epoch in range(4):\n    torch.manual_seed(seed + epoch)\n',
    changed: ['    torch.manual_seed((seed + epoch) + 2)'],
  },
  {
    what: 'keywords',
    script:
      'import random, numpy as np, torch\nrandom.seed(a=1)\nnp.random.default_rng(seed=2)\ntorch.manual_seed(seed=3)\n',
    changed: ['random.seed(a=(1) + 2)', 'np.random.default_rng(seed=(2) + 2)', 'torch.manual_seed(seed=(3) + 2)'],
  },
  {
    what: 'a seed that an `if` excludes None for',
    script:
      'import numpy as np\ndef main(seed=None):\n    if seed is not None:\n        np.random.seed(seed)\nmain()\n',
    changed: ['        np.random.seed((seed) + 2)'],
  },
  {
    what: 'a seed from a configuration in the sources',
    script: "import torch\nconfig = {'seed': 7, 'lr': 0.1}\ntorch.manual_seed(config['seed'])\n",
    changed: ["torch.manual_seed((config['seed']) + 2)"],
  },
  {
    what: 'a seed that is a field of a class',
    script:
      'import random\nfrom dataclasses import dataclass\n@dataclass\nclass Config:\n    seed: int = 3\ncfg = Config()\nrandom.seed(cfg.seed)\n',
    changed: ['random.seed((cfg.seed) + 2)'],
  },
];

const leftAlone: readonly { readonly what: string; readonly script: string; readonly note: RegExp | undefined }[] = [
  {
    what: 'train_test_split',
    script: 'from sklearn.model_selection import train_test_split\na, b = train_test_split(x, random_state=0)\n',
    note: /train\.py:2 .*a data split/,
  },
  {
    what: 'cross-validation folds',
    script:
      'from sklearn.model_selection import StratifiedKFold\ncv = StratifiedKFold(5, shuffle=True, random_state=0)\n',
    note: /a data split/,
  },
  {
    what: 'the generator of random_split, in place',
    script:
      'import torch\nfrom torch.utils.data import random_split\na, b = random_split(d, [1, 2], generator=torch.Generator().manual_seed(0))\n',
    note: /generator of a data split/,
  },
  {
    what: 'the generator of random_split, in a variable',
    script:
      'import torch\nfrom torch.utils.data import random_split\ng = torch.Generator()\ng.manual_seed(0)\na, b = random_split(d, [1, 2], generator=g)\n',
    note: /generator of a data split/,
  },
  {
    what: 'the split of a Hugging Face dataset',
    script:
      'from datasets import load_dataset\nd = load_dataset("x")["train"].train_test_split(test_size=0.1, seed=0)\n',
    note: /a data split/,
  },
  {
    what: 'a shuffled data frame',
    script: 'import pandas as pd\ndf = pd.read_csv("a.csv").sample(frac=1, random_state=0)\n',
    note: /data/,
  },
  {
    what: 'a split by hand',
    script:
      'import numpy as np\nrng = np.random.default_rng(0)\norder = rng.permutation(100)\ntrain, test = order[:80], order[80:]\n',
    note: /only arranges data/,
  },
  {
    what: 'rows that are shuffled once',
    script: 'import random\nrows = list(range(9))\nrandom.Random(0).shuffle(rows)\n',
    note: /only arranges data/,
  },
  {
    what: 'the generator of synthetic data',
    script: 'import random\ndata = random.Random(2026)\nrows = [data.gauss(0, 1) for _ in range(9)]\n',
    note: /generator of the data/,
  },
  {
    what: 'data that scikit-learn makes',
    script: 'from sklearn.datasets import make_moons\nx, y = make_moons(100, random_state=0)\n',
    note: /data/,
  },
  { what: 'None', script: 'import random\nrandom.seed(None)\nrandom.seed()\n', note: undefined },
  { what: 'a string', script: 'import random\nrandom.seed("abc")\n', note: /no integer/ },
  {
    what: 'a list',
    script: 'import numpy as np\nr = np.random.default_rng([1, 2])\nx = r.normal()\n',
    note: /no integer/,
  },
  {
    what: 'a parameter that may be None',
    script: 'from sklearn.svm import SVC\ndef fit(state=None):\n    return SVC(random_state=state)\nfit()\n',
    note: /may be None/,
  },
  {
    what: 'a keyword that the project consumes itself',
    script: 'class Net:\n    def __init__(self, seed): self.seed = seed\nnet = Net(seed=3)\n',
    note: undefined,
  },
  {
    what: 'a seed in a dictionary',
    script: 'from sklearn.svm import SVC\nparams = {"random_state": 0}\nmodel = SVC(**params)\n',
    note: /dictionary keeps its value/,
  },
];

describe('shifted seeds', () => {
  it.each(shifted)('shifts $what', async ({ script, changed }) => {
    const after = (await shiftedFiles({ files: { 'train.py': script } }, 2))['train.py']?.split('\n') ?? [];
    const before = script.split('\n');
    expect(after.filter((line, index) => line !== before[index])).toEqual(changed);
  });

  it.each(leftAlone)('leaves $what alone', async ({ script, note }) => {
    const strategy = await strategyOf({ files: { 'train.py': script } });
    expect(strategy.kind).toBe('environment');
    const notes = strategy.kind === 'environment' ? (strategy.notes ?? []) : [];
    if (note === undefined) expect(notes).toEqual([]);
    else expect(notes.join('\n')).toMatch(note);
  });

  it('moves the splits when asked to', async () => {
    const script =
      'import torch\nfrom torch.utils.data import random_split\nfrom sklearn.model_selection import train_test_split\n' +
      'a, b = train_test_split(x, random_state=1)\nc, d = random_split(y, [1, 2], generator=torch.Generator().manual_seed(2))\n';
    expect(await shiftedExpressions({ files: { 'train.py': script }, policy: 'resample-splits' })).toEqual(['1', '2']);
  });

  it('leaves what is drawn from a shifted generator alone', async () => {
    const script =
      'import numpy as np, random, torch\nrng = np.random.default_rng(5)\nother = rng.integers(100)\nrandom.seed(other)\n' +
      'np.random.seed(rng.integers(9))\ng = torch.Generator()\ng.manual_seed(torch.initial_seed())\n' +
      'def seed_worker(worker_id):\n    worker_seed = torch.initial_seed() % 2**32\n    np.random.seed(worker_seed)\n';
    expect(await shiftedExpressions({ files: { 'train.py': script } })).toEqual(['5']);
  });

  it('shifts a shuffle in every epoch, which is no split', async () => {
    const script = 'import random\nrng = random.Random(3)\nfor epoch in range(9):\n    rng.shuffle(rows)\n';
    expect(await shiftedExpressions({ files: { 'train.py': script } })).toEqual(['3']);
  });

  it('follows a set_seed of the project over files, and shifts nothing twice', async () => {
    const files = {
      'train.py': 'from tools.seeding import set_seed\nfrom config import SEED\nset_seed(SEED)\n',
      'config.py': 'SEED = 42\n',
      'tools/__init__.py': '',
      'tools/seeding.py':
        'import random\nimport numpy as np\ndef set_seed(seed):\n    random.seed(seed)\n    np.random.seed(seed)\n',
    };
    const strategy = await strategyOf({ files });
    expect(strategy.kind === 'shift' && strategy.places.map(({ file, line }) => `${file}:${line}`)).toEqual([
      'tools/seeding.py:4',
      'tools/seeding.py:5',
    ]);
  });

  it('takes a set_seed that a local module only hands on for the one of the library', async () => {
    const files = {
      'train.py': 'from tools import set_seed\nset_seed(42)\n',
      'tools.py': 'from transformers import set_seed\n',
    };
    expect(await shiftedExpressions({ files })).toEqual(['42']);
  });

  it('says that a split without a seed of its own moves with the seed', async () => {
    const script =
      'import torch\nfrom torch.utils.data import random_split\ntorch.manual_seed(0)\na, b = random_split(d, [1, 2])\n';
    const strategy = await strategyOf({ files: { 'train.py': script } });
    expect(strategy.kind === 'shift' && strategy.notes).toEqual([
      'train.py:4 `random_split` has no seed of its own: the split moves with the seed.',
    ]);
  });

  it('leaves a script without seeds to the environment', async () => {
    expect(await strategyOf({ files: { 'train.py': 'print("acc: 0.5")\n' } })).toEqual({ kind: 'environment' });
  });
});
