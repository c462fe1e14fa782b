import { beforeAll, describe, expect, it } from 'vitest';
import { loadPythonParser } from '../../../../src/source/python-parser.js';
import { seedLayer } from '../../../../src/source/seeds/seed-layer.js';
import { readFiles, strategyOf, shiftedFiles } from './seeded-project.js';

beforeAll(loadPythonParser);

const ARGPARSE = (option: string, rest: string): string =>
  `import argparse, random\nparser = argparse.ArgumentParser()\nparser.add_argument(${option})\nargs = parser.parse_args()\n${rest}\n`;
const SEEDING = 'random.seed(args.seed)';

describe('the option for the seed', () => {
  it.each([
    ['argparse', ARGPARSE("'--seed', type=int, default=42", SEEDING), '--seed', 42],
    ['argparse, short and long', ARGPARSE("'-s', '--seed', type=int, default=1", SEEDING), '--seed', 1],
    [
      'another name',
      ARGPARSE("'--random-seed', type=int, default=3", 'random.seed(args.random_seed)'),
      '--random-seed',
      3,
    ],
    ['dest', ARGPARSE("'--manualSeed', dest='s', type=int, default=3", 'random.seed(args.s)'), '--manualSeed', 3],
    ['a default of None', ARGPARSE("'--seed', type=int", `if args.seed is not None:\n    ${SEEDING}`), '--seed', 0],
    [
      'a function that seeds',
      ARGPARSE("'--seed', type=int, default=4", 'def plant(value):\n    random.seed(value)\nplant(args.seed)'),
      '--seed',
      4,
    ],
    [
      'a function that gets all options',
      ARGPARSE("'--seed', type=int, default=4", 'def plant(options):\n    random.seed(options.seed)\nplant(args)'),
      '--seed',
      4,
    ],
    [
      'vars(args)',
      ARGPARSE("'--seed', type=int, default=4", 'def main(seed):\n    random.seed(seed)\nmain(**vars(args))'),
      '--seed',
      4,
    ],
    [
      'a variable between',
      ARGPARSE("'--seed', type=int, default=4", 'value = args.seed\nrandom.seed(value)'),
      '--seed',
      4,
    ],
    [
      'click',
      "import click, random\n@click.command()\n@click.option('--seed', default=5)\ndef main(seed):\n    random.seed(seed)\nmain()\n",
      '--seed',
      5,
    ],
    ['typer', 'import typer, random\ndef main(seed: int = 6):\n    random.seed(seed)\ntyper.run(main)\n', '--seed', 6],
    [
      'typer with Option',
      'import typer, random\napp = typer.Typer()\n@app.command()\ndef main(seed: int = typer.Option(6, help="x")):\n    random.seed(seed)\napp()\n',
      '--seed',
      6,
    ],
    ['fire', 'import fire, random\ndef main(seed=7):\n    random.seed(seed)\nfire.Fire(main)\n', '--seed', 7],
    [
      'absl',
      "from absl import flags\nimport random\nflags.DEFINE_integer('seed', 8, 'x')\nFLAGS = flags.FLAGS\nrandom.seed(FLAGS.seed)\n",
      '--seed',
      8,
    ],
    [
      'tyro',
      'import tyro, random\nfrom dataclasses import dataclass\n@dataclass\nclass Args:\n    seed: int = 1\nargs = tyro.cli(Args)\nrandom.seed(args.seed)\n',
      '--seed',
      1,
    ],
  ])('is found: %s', async (_, script, option, firstSeed) => {
    expect(await strategyOf({ files: { 'train.py': script } })).toEqual({
      kind: 'option',
      option,
      style: 'separate',
      firstSeed,
      movesSplit: false,
    });
  });

  it.each([[['--seed', '5']], [['--epochs', '2', '--seed=5']], [['--seed', '1', '--seed', '5']]])(
    "starts from the user's own %j",
    async (scriptArguments) => {
      const files = { 'train.py': ARGPARSE("'--seed', type=int, default=42", SEEDING) };
      expect(await strategyOf({ files, scriptArguments })).toMatchObject({ kind: 'option', firstSeed: 5 });
    },
  );

  it.each([
    ['seeds nothing', ARGPARSE("'--seed', type=int, default=1", 'print(args.seed)')],
    ['is no integer', ARGPARSE("'--seed', default='a'", SEEDING)],
    ['is for the split alone', ARGPARSE("'--split-seed', type=int, default=1", 'random.seed(args.split_seed)')],
    ['belongs to a sub-command', ARGPARSE("'--seed', type=int, default=1", `parser.add_subparsers()\n${SEEDING}`)],
    [
      'is never read from the command line',
      "import argparse, random\np = argparse.ArgumentParser()\np.add_argument('--seed', type=int, default=1)\nargs = p.parse_args([])\nrandom.seed(args.seed)\n",
    ],
  ])('is not used when it %s', async (_, script) => {
    expect((await strategyOf({ files: { 'train.py': script } })).kind).not.toBe('option');
  });

  it('is not trusted behind a shell script', async () => {
    const files = { 'train.py': ARGPARSE("'--seed', type=int, default=1", SEEDING) };
    expect((await strategyOf({ files, scriptArguments: ['bash', 'run.sh'] })).kind).toBe('shift');
  });

  it.each([
    [
      'by random_state',
      'from sklearn.model_selection import train_test_split\na, b = train_test_split(x, random_state=args.seed)',
      true,
    ],
    ['by the global seed', 'from sklearn.model_selection import train_test_split\na, b = train_test_split(x)', true],
    [
      'by a generator',
      'import torch\nfrom torch.utils.data import random_split\ng = torch.Generator().manual_seed(args.seed)\na, b = random_split(x, [1], generator=g)',
      true,
    ],
    [
      'not, with its own seed',
      'from sklearn.model_selection import train_test_split\na, b = train_test_split(x, random_state=0)',
      false,
    ],
  ])('moves the split %s', async (_, rest, movesSplit) => {
    const files = { 'train.py': ARGPARSE("'--seed', type=int, default=1", `${SEEDING}\n${rest}`) };
    expect(await strategyOf({ files })).toMatchObject({ kind: 'option', movesSplit });
  });

  it('is an override where Hydra reads the configuration', async () => {
    const files = {
      'train.py':
        "import hydra, random\n@hydra.main(config_path='conf', config_name='config')\ndef main(cfg):\n    random.seed(cfg.seed)\nmain()\n",
      'conf/config.yaml': '# settings\nseed: 12\nlr: 0.1\n',
    };
    const strategy = await strategyOf({ files, scriptArguments: ['lr=0.2'] });
    expect(strategy).toMatchObject({ kind: 'option', option: 'seed', style: 'equals', firstSeed: 12 });
    expect(seedLayer(strategy, 3, await readFiles(files))).toEqual({ edits: [], arguments: ['seed=15'] });
    expect(await strategyOf({ files, scriptArguments: ['seed=4'] })).toMatchObject({ firstSeed: 4 });
  });

  it('adds nothing at index 0 and counts on from the first seed', async () => {
    const files = { 'train.py': ARGPARSE("'--seed', type=int, default=42", SEEDING) };
    const project = await readFiles(files);
    const strategy = await strategyOf({ files });
    expect(seedLayer(strategy, 0, project)).toEqual({ edits: [], arguments: [] });
    expect(seedLayer(strategy, 2, project)).toEqual({ edits: [], arguments: ['--seed', '44'] });
  });
});

describe('the key of a configuration file', () => {
  const script = (file: string, load: string): string =>
    `import random, json, yaml, tomllib\nwith open('${file}', 'rb') as f:\n    cfg = ${load}\nrandom.seed(cfg['train']['seed'])\n`;

  it.each([
    [
      'config.yaml',
      'yaml.safe_load(f)',
      'train:\n  seed: 42  # the seed\n  lr: 0.1\n',
      'train:\n  seed: 44  # the seed\n  lr: 0.1\n',
    ],
    ['config.json', 'json.load(f)', '{"train": {"seed": 42, "lr": 0.1}}\n', '{"train": {"seed": 44, "lr": 0.1}}\n'],
    ['config.toml', 'tomllib.load(f)', '[train]\nseed = 42 # it\n', '[train]\nseed = 44 # it\n'],
  ])('is set in %s, all else unchanged', async (name, load, before, after) => {
    const files = { 'train.py': script(name, load), [name]: before };
    expect(await strategyOf({ files })).toMatchObject({ kind: 'config-key', key: 'train.seed', firstSeed: 42 });
    expect((await shiftedFiles({ files }, 2))[name]).toBe(after);
  });

  it.each([
    ['two files have it', { 'a.yaml': 'seed: 1\n', 'b.yaml': 'seed: 2\n' }, "open('a.yaml'); open('b.yaml')"],
    ['two keys have it', { 'a.yaml': 'train:\n  seed: 1\ndata:\n  seed: 2\n' }, "open('a.yaml')"],
  ])('is not touched when %s: the call is shifted', async (_, configs, opening) => {
    const files = { 'train.py': `import torch\ncfg = load(${opening})\ntorch.manual_seed(cfg['seed'])\n`, ...configs };
    expect((await strategyOf({ files })).kind).toBe('shift');
  });

  it('is not touched when a split takes it too', async () => {
    const files = {
      'train.py':
        "import torch\nfrom sklearn.model_selection import train_test_split\ncfg = load(open('a.yaml'))\n" +
        "torch.manual_seed(cfg['seed'])\na, b = train_test_split(x, random_state=cfg['seed'])\n",
      'a.yaml': 'seed: 1\n',
    };
    const strategy = await strategyOf({ files });
    expect(strategy.kind === 'shift' && strategy.places.map(({ line }) => line)).toEqual([4]);
    expect((await strategyOf({ files, policy: 'resample-splits' })).kind).toBe('config-key');
  });
});
