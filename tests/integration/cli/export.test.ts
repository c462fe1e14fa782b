import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { canImport } from '../../unit/failed-script.js';
import { CliProject } from './cli-project.js';

const PYTHON = '/usr/bin/python3';

const SCRIPT = `import argparse
import random

parser = argparse.ArgumentParser()
parser.add_argument("--all", action="store_true")
parser.add_argument("--steps", type=int, default=10)
arguments = parser.parse_args()
TRIAL = "a name of the script's own"

random.seed(4)
value = 0.0
for step in range(arguments.steps):
    value += random.random()
    value *= 0.5  #ABLATABLE_COMPONENT(name=decay)
print(f"after {arguments.steps} steps the score is {value:.6f} ({TRIAL})")
`;

const SEEDS = ['--seeds', '2', '--quiet'];

function python(project: CliProject, ...words: readonly string[]): string {
  const { stdout, stderr } = spawnSync('python3', [path.join(project.directory, 'ablation_study.py'), ...words], {
    cwd: project.directory,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

test('options and names of the script stay its own, and every run gives the number of the study', async () => {
  using project = new CliProject({ 'train.py': SCRIPT });
  await project.run(['run', 'train.py', ...SEEDS, '--', '--steps', '7']);
  const { code, stderr } = await project.run(['export', '--script', 'ablation_study.py']);
  expect(code, stderr).toBe(0);
  const text = project.read('ablation_study.py');
  expect(text).toContain('if ABLATION_TRIAL != "decay":\n        value *= 0.5  #ABLATABLE_COMPONENT(name=decay)\n');
  expect(text).toContain('random.seed(4 + SEED_INDEX)');
  expect(python(project, '--all')).toMatch(/^after 10 steps/u);
  const { runs, primaryMetric } = project.report();
  for (const { trialId, seedIndex, metrics } of runs) {
    const printed = python(project, '--ablation-trial', trialId, '--ablation-seed', String(seedIndex));
    expect(printed).toContain(
      `after 7 steps the score is ${metrics.find(({ metric }) => metric === primaryMetric?.name)?.value.toFixed(6)}`,
    );
  }
  const table = python(project, '--ablation-all');
  expect(table).toContain('− decay');
  const results = JSON.parse(project.read('ablation_study_results/results.json')) as { rows: { mean: number }[] };
  expect(results.rows.map(({ mean }) => mean)).toEqual(
    project.report().trials.map(({ metrics }) => metrics[0]?.summary?.mean),
  );
});

test('what is not the study, or not ours, is not written', async () => {
  using project = new CliProject({ 'train.py': SCRIPT });
  const nothing = await project.run(['export', '--script', 'ablation_study.py']);
  expect([nothing.code, nothing.stderr]).toEqual([2, expect.stringContaining('There is no study')]);
  await project.run(['run', 'train.py', ...SEEDS]);
  const noPython = await project.run(['export', '--script', 'study.sh']);
  expect([noPython.code, noPython.stderr]).toEqual([2, expect.stringContaining('a name of a Python file')]);
  project.write({ 'mine.py': 'print(1)\n' });
  const taken = await project.run(['export', '--script', 'mine.py']);
  expect([taken.code, taken.stderr]).toEqual([2, expect.stringContaining('mine.py exists already')]);
  expect(project.read('mine.py')).toBe('print(1)\n');
  project.write({ 'train.py': SCRIPT.replace('random.random()', 'random.gauss(0, 1)') });
  const changed = await project.run(['export', '--script', 'ablation_study.py']);
  expect([changed.code, changed.stderr]).toEqual([
    2,
    expect.stringContaining('no longer those that ran (baseline, decay)'),
  ]);
});

const STEPS = `# A script of three steps.
"""What it is."""  # noqa: D400
from __future__ import annotations  # noqa: F401
import random, sys

random.seed(0)
def warm(x): return x + 0.2
def cool(x): return x - 0.1
def hold(x): return x * 0.9
STEPS = [
    warm,  #ABLATABLE_COMPONENT(name=a b)
    cool,  #ABLATABLE_COMPONENT(name=a+b)
    hold,  #ABLATABLE_COMPONENT(name=all)
]
value = random.random()
for step in STEPS:
    value = step(value)
print("val accuracy: %.4f" % value, flush=True)
print("best so far, val accuracy: 0.9900", file=sys.stderr)
assert __doc__ == "What it is."
`;

function tableOf(project: CliProject, report = project.report()): (number | undefined)[] {
  expect(report.trials.length).toBeGreaterThan(1);
  return report.trials.map(({ metrics }) => metrics[0]?.summary?.mean);
}

function exportedMeans(project: CliProject): number[] {
  python(project, '--all');
  const { rows } = JSON.parse(project.read('ablation_study_results/results.json')) as { rows: { mean: number }[] };
  return rows.map(({ mean }) => mean);
}

test('names that are alike in a file system, imports from the future, and what stderr says are kept apart', async () => {
  using project = new CliProject({ 'train.py': STEPS });
  await project.run(['run', 'train.py', ...SEEDS]);
  const { code, stderr } = await project.run(['export', '--script', 'ablation_study.py']);
  expect(code, stderr).toBe(0);
  expect(exportedMeans(project)).toEqual(tableOf(project));
  expect(python(project)).toMatch(/^val accuracy: 0\.\d{4}/mu);
  const targets = [...project.read('Makefile').matchAll(/^([\w.-]+):$/gmu)].map(([, name]) => name);
  expect(targets).toEqual(['all', 'list', 'baseline', 'a-b', 'a-b-2', 'all-2']);

  // Other sources: nothing of what the former ones gave counts.
  project.write({ 'train.py': STEPS.replace('x + 0.2', 'x + 0.3') });
  const kept = await project.run(['run', 'train.py', ...SEEDS, '--keep-results']);
  expect(kept.stderr).toBe('');
  const refused = await project.run(['export', '--script', 'ablation_study.py']);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('--keep-results')]);
  await project.run(['run', 'train.py', ...SEEDS, '--rerun']);
  expect((await project.run(['export', '--script', 'ablation_study.py'])).code).toBe(0);
  expect(exportedMeans(project)).toEqual(tableOf(project));

  const itself = await project.run(['export', '--script', 'train.py', '--force']);
  expect([itself.code, itself.stderr]).toEqual([2, expect.stringContaining('train.py is a file of the study itself')]);
});

test.each([
  ['a shell script that starts it', ['bash', 'go.sh'], 'does not name train.py'],
  ['the interpreter, by the name of the module', ['python3', '-m', 'train'], 'does not name train.py'],
])('a study that was started by %s cannot be one script', async (_, command, reason) => {
  using project = new CliProject({ 'train.py': STEPS, 'go.sh': 'exec python3 train.py\n' });
  const ran = await project.run(['run', '--script', 'train.py', ...SEEDS, '--', ...command]);
  expect(ran.code, ran.stderr).toBe(0);
  const refused = await project.run(['export', '--script', 'ablation_study.py']);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining(reason)]);
});

test('a value that is chosen by another of the same epoch is refused where a log has not both of each epoch', async () => {
  const sparse = `import random
random.seed(1)
for epoch in range(1, 6):
    gain = random.random()
    gain = gain * 0.5  #ABLATABLE_COMPONENT(name=half)
    print(f"epoch {epoch}: val_acc {0.5 + (epoch == 2) * 0.3:.4f}")
    if epoch % 2 == 0:
        print(f"epoch {epoch}: test_acc {gain:.4f}")
`;
  using project = new CliProject({ 'train.py': sparse });
  const select = ['--metric', 'test_acc', '--select', 'best:val_acc'];
  const ran = await project.run(['run', 'train.py', ...SEEDS, ...select]);
  expect(ran.code, ran.stderr).toBe(0);
  const refused = await project.run(['export', '--script', 'ablation_study.py']);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('would not read test_acc as the table')]);
});

test('trials of configuration files find the data that lies where they are started', async () => {
  using project = new CliProject({
    'train.py': `import yaml
config = yaml.safe_load(open("config.yaml"))
score = float(open("data.txt").read())
if config["bonus"]:
    score += 0.25
print("METRIC score=%.4f" % score)
`,
    'config.yaml': 'bonus: true  #ABLATABLE_COMPONENT\nother: 1\n',
    'data.txt': '0.5\n',
  });
  await project.run(['run', 'train.py', ...SEEDS]);
  const { code, stderr } = await project.run(['export', '--script', 'ablation_study.py']);
  expect(code, stderr).toBe(0);
  // The exported folder is what counts, whatever becomes of the project.
  project.write({ 'config.yaml': 'bonus: false\nother: 1\n' });
  // Left by an earlier export, in which this trial changed it.
  project.write({ 'ablation_study/ablation_trials/baseline/config.yaml': 'bonus: false\nother: 1\n' });
  const run = spawnSync('python3', ['ablation_study/ablation_study.py', '--all'], {
    cwd: project.directory,
    encoding: 'utf8',
  });
  expect(run.stdout).toContain('[2/4]');
  const { rows } = JSON.parse(project.read('ablation_study_results/results.json')) as { rows: { mean: number }[] };
  expect(rows.map(({ mean }) => mean)).toEqual(tableOf(project));
});

test('a name in the environment that is no trial is an error', async () => {
  using project = new CliProject({ 'train.py': STEPS });
  await project.run(['run', 'train.py', ...SEEDS]);
  await project.run(['export', '--script', 'ablation_study.py']);
  const { status, stderr } = spawnSync('python3', ['ablation_study.py'], {
    cwd: project.directory,
    encoding: 'utf8',
    env: { ...process.env, ABLATION_TRIAL: 'nonsense' },
  });
  expect([status, stderr]).toEqual([1, 'ABLATION_TRIAL=nonsense in the environment: there is no such trial\n']);
});

test.each([
  ['the defaults of the study', {}, '0 offline'],
  [
    'what the user has set',
    { PYTHONHASHSEED: '7', WANDB_MODE: 'disabled', TOKENIZERS_PARALLELISM: 'true' },
    '7 disabled',
  ],
])('the environment is that of the study: %s', async (_, environment, shown) => {
  using project = new CliProject({
    'train.py': `import os
score = hash("a word") % 1000 / 1000
score *= 0.5  #ABLATABLE_COMPONENT(name=half)
print(f"METRIC score={score}")
print(*map(os.environ.get, ["PYTHONHASHSEED", "WANDB_MODE", "TOKENIZERS_PARALLELISM"]))
`,
  });
  const ran = await project.run(['run', 'train.py', '--seeds', '1', '--quiet'], environment);
  expect(ran.code, ran.stderr).toBe(0);
  const { code, stderr } = await project.run(['export', '--script', 'ablation_study.py'], environment);
  expect(code, stderr).toBe(0);
  const printed = spawnSync('python3', ['ablation_study.py', '--trial', 'half'], {
    cwd: project.directory,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...environment },
  });
  const [, score] = project.report().trials.map(({ metrics }) => metrics[0]?.summary?.mean);
  expect(printed.stdout).toBe(`METRIC score=${score}\n${shown} false\n`);
});

test('where nothing is seen no first steps run, and this is said', async () => {
  const counting = `import os
with open(os.environ["COUNTER"], "a") as file:
    file.write("x")
score = 0.5
score *= 0.5  #ABLATABLE_COMPONENT(name=half)
print("METRIC score=%.2f" % score)
`;
  using project = new CliProject({ 'train.py': counting });
  using elsewhere = new CliProject({ counter: '' });
  const environment = { COUNTER: path.join(elsewhere.directory, 'counter') };
  await project.run(['run', 'train.py', '--seeds', '1', '--quiet'], environment);
  const runs = elsewhere.read('counter');
  const { code, stderr } = await project.run(['export', '--script', 'ablation_study.py'], environment);
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('baseline, half: no first steps to compare: the study saw no first steps\n');
  expect(stderr).toContain('half, seed 0: score 0.5 at the end, as in the study\n');
  expect(elsewhere.read('counter')).toBe(`${runs}xx`);
});

const hasSklearn = canImport(PYTHON, 'sklearn') || process.env.ABLATIONMAGE_TEST_REQUIRE_ALL === '1';

test.skipIf(!hasSklearn)(
  'first steps that nothing is seen of are no other first steps, failures of the study are its own',
  async () => {
    using project = new CliProject({
      'train.py': `import os
from sklearn.linear_model import LogisticRegression
table = [[0.0], [1.0], [2.0], [3.0]]
table = table + [[9.0]]  #ABLATABLE_COMPONENT(name=outlier, replace=table + [[3.0]])
if os.environ.get("FULL") == os.environ.get("ABLATION_TRIAL"):
    raise OSError("[Errno 28] No space left on device")
if os.environ.get("OTHER"):
    table = [row + [1.0] for row in table]
model = LogisticRegression().fit(table, [0, 0, 1, 1, 1])
weight = float(model.coef_[0][0])  #ABLATABLE_COMPONENT(name=crash, replace=model.missing)
print("METRIC weight=%.4f" % weight)
`,
    });
    const ran = await project.run(['run', 'train.py', '--python', PYTHON, '--seeds', '1', '--quiet'], { FULL: 'none' });
    expect(ran.code, ran.stderr).toBe(1);
    const full = await project.run(['export', '--script', 'ablation_study.py'], { FULL: 'outlier' });
    expect(full.code, full.stderr).toBe(0);
    expect(full.stderr).toContain('baseline: the same first steps as in the study\n');
    expect(full.stderr).toMatch(/^outlier: no first steps to compare: .*the disk is full/mu);
    expect(full.stderr).toMatch(/^outlier, seed 0: nothing to compare: .*the disk is full/mu);
    expect(full.stderr).toContain('crash: the same first steps as in the study\n');
    const other = await project.run(['export', '--script', 'ablation_study.py'], { FULL: 'none', OTHER: '1' });
    expect([other.code, other.stderr]).toEqual([
      2,
      expect.stringContaining('other first steps than in the study: fits'),
    ]);
  },
);

test.skipIf(!hasSklearn)('of two calls of one function a script could not tell which is the metric', async () => {
  using project = new CliProject({
    'train.py': `from sklearn.metrics import accuracy_score
guess = [0, 1, 1, 0]
guess = guess[::-1]  #ABLATABLE_COMPONENT(name=turn, replace=guess)
accuracy_score([0, 1, 1, 1], guess)
accuracy_score([1, 1, 1, 1], guess)
`,
    Makefile: '# run the ablation study of my thesis\n',
  });
  const ran = await project.run(['run', 'train.py', '--python', PYTHON, ...SEEDS, '--metric', 'accuracy_score']);
  expect(ran.code, ran.stderr).toBe(0);
  const refused = await project.run(['export', '--script', 'ablation_study.py']);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('could not tell this call from others')]);
  expect(project.read('Makefile')).toBe('# run the ablation study of my thesis\n');
});

test.skipIf(!hasSklearn)(
  'a folder seeds generators of NumPy and prints what a function of scikit-learn returns',
  async () => {
    using project = new CliProject({
      'train.py': `from sklearn.metrics import accuracy_score
from guesses import guesses
guess = guesses()
guess = guess[::-1]  #ABLATABLE_COMPONENT(name=turn, replace=guess)
accuracy_score([0, 1, 1, 1, 0, 1, 0, 0], guess)
`,
      'guesses.py':
        'from numpy.random import default_rng\ndef guesses():\n    return [int(guess) for guess in default_rng().integers(0, 2, 8)]\n',
    });
    const ran = await project.run(['run', 'train.py', '--python', PYTHON, ...SEEDS, '--metric', 'accuracy_score']);
    expect(ran.code, ran.stderr).toBe(0);
    const { code, stderr } = await project.run(['export', '--script', 'ablation_study.py']);
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/^turn, seed 1: accuracy_score [\d.]+ at the end, as in the study$/mu);
  },
);
