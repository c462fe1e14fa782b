import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { CliProject } from './cli-project.js';

const TRAINING = `# Every click counts.
print("training")
score = 0.5
score *= 0.5  #ABLATABLE_COMPONENT(name=half)
print("METRIC score=%.2f" % score)
`;

const PARSER = `import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--all-data", action="store_true")
parser.parse_args()
`;

async function exported(files: Readonly<Record<string, string>>, ...words: readonly string[]): Promise<CliProject> {
  const project = new CliProject(files);
  for (const command of [
    ['run', 'train.py', '--seeds', '1', '--quiet', ...words],
    ['export', '--script', 'study.py'],
  ]) {
    const { code, stderr } = await project.run(command);
    expect(code, stderr).toBe(0);
  }
  return project;
}

function python(project: CliProject, ...words: readonly string[]): string {
  const { stdout, stderr } = spawnSync('python3', words, { cwd: project.directory, encoding: 'utf8' });
  return stdout + stderr;
}

test('of a script without arguments --help lists the options of the study, and trains nothing', async () => {
  using project = await exported({ 'train.py': TRAINING });
  for (const word of ['--help', '-h']) {
    expect(python(project, 'study.py', word)).toBe(`options of the ablation study:
  --list                       the trials
  --trial NAME                 one training; further words are arguments of the script
  --seed N                     its seed by number; 0, the default, is the script's own
  --all                        every training, then table, plot, PDF and JSON
Without them the script runs as it was.

`);
  }
});

test.each([
  ['one file', { 'train.py': PARSER + TRAINING }, 'study.py'],
  ['a folder', { 'train.py': `import options\n${TRAINING}`, 'options.py': PARSER }, 'study/study.py'],
])('of a script with arguments its own help comes after them: %s', async (_, files, script) => {
  using project = await exported(files);
  const help = python(project, script, '--help');
  expect(help).toMatch(
    /^options of the ablation study:\n {2}--ablation-list .*--ablation-all .*\nusage: .*--all-data/su,
  );
  expect(help).not.toContain('training\n');
});

test('a folder without options is the original: it seeds nothing, and has no arguments of the study', async () => {
  using project = await exported(
    {
      'train.py': `import os, random, sys
from model import score
print("drawn", random.random(), sys.argv[1:], os.environ.get("PYTHONHASHSEED"), os.environ.get("ABLATION_TRIAL"))
value = score()
value *= 0.5  #ABLATABLE_COMPONENT(name=half)
print("METRIC score=%.2f" % value)
`,
      'model.py': 'def score():\n    return 0.75\n',
    },
    '--',
    '--steps',
    '7',
  );
  const drawn = [1, 2].map(() => python(project, 'study/study.py', '--mine').split('\n')[0]);
  expect(drawn[0]).toMatch(/^drawn \S+ \['--mine'\] None None$/u);
  expect(drawn[0]).not.toBe(drawn[1]);
  expect(python(project, 'study/study.py', '--ablation-trial', 'half')).toContain("['--steps', '7'] 0 half");
});

test('a script indented by tabs', async () => {
  using project = await exported({
    'train.py':
      'def f(x):\n\tx = x * 3  #ABLATABLE_COMPONENT(name=thrice)\n\treturn x\n\nprint("METRIC score=%.2f" % f(0.25))\n',
  });
  expect(python(project, 'study.py')).toBe('METRIC score=0.75\n');
  expect(python(project, 'study.py', '--trial', 'thrice')).toBe('METRIC score=0.25\n');
});

test.each([
  'from sys import argv\nwords = argv[1:]\n',
  'import getopt, sys\nwords = getopt.gnu_getopt(sys.argv[1:], "", ["seed="])[0]\n',
])('a script that takes its words apart by itself keeps them: %j', async (reading) => {
  using project = await exported({ 'train.py': `${reading}print("words", words)\n${TRAINING}` });
  expect(python(project, 'study.py', '--seed=5')).toBe(python(project, 'train.py', '--seed=5'));
});

const OWN_SEED = `import argparse, random
try:
    import numpy
except ImportError:
    numpy = None
parser = argparse.ArgumentParser()
parser.add_argument("--seed", type=int, default=42)
parser.add_argument("--target_accuracy", type=float, default=0.5)
args = parser.parse_args()
random.seed(args.seed)
score = random.random()
score *= 0.5  #ABLATABLE_COMPONENT(name=half)
print("accuracy=%.4f" % score)
`;

test('arguments of the script are no numbers of its own, and no seed of all runs', async () => {
  using project = await exported({ 'train.py': OWN_SEED }, '--metric', 'accuracy');
  const all = python(project, 'study.py', '--all', '--target_accuracy=0.9');
  expect(all).toMatch(/baseline, seed 0: accuracy 0\.\d+\n/u);
  expect(all).not.toContain('accuracy 0.9\n');
  expect(python(project, 'study.py', '--all', '--seed', '5')).toBe(
    '--all runs every seed of the study: leave --seed out\n',
  );
});

test('a seed below the default one of the script is as good as another', async () => {
  using project = await exported({ 'train.py': OWN_SEED });
  const [own, ofTrial] = [['train.py'], ['study.py', '--trial', 'baseline']].map((words) =>
    python(project, ...words, '--seed', '1'),
  );
  expect(own).toMatch(/^accuracy=0\.\d{4}\n$/u);
  expect(ofTrial).toBe(own);
});

test('a console without the sign of removing shows the rest', async () => {
  using project = await exported({ 'train.py': TRAINING });
  const list = spawnSync('python3', ['study.py', '--list'], {
    cwd: project.directory,
    encoding: 'latin1',
    env: { ...process.env, PYTHONIOENCODING: 'cp1252' },
  });
  expect([list.status, list.stderr]).toEqual([0, '']);
  expect(list.stdout).toMatch(/^half {21}\? half$/mu);
});
