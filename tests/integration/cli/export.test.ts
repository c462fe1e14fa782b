import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CliProject } from './cli-project.js';

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
