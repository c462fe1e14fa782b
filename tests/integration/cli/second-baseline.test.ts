import { expect, test } from 'vitest';
import { CliProject } from './cli-project.js';

/** Draws its noise under a seed, or gives the same number at every seed. */
const train = (noise: string) => `import random
random.seed(0)
a, b = 1, 2
score = a + b  #ABLATABLE_COMPONENT(name=b, term=b)
print(f"METRIC score={score + ${noise}}")
`;

test('--aa compares the baseline with itself at other seeds; more seeds later repeat none of its runs', async () => {
  using project = new CliProject({ 'train.py': train('random.gauss(0, 0.01)') });
  const plan = await project.run(['plan', 'train.py', '--seeds', '3', '--aa']);
  expect(plan.stdout).toContain('the baseline, which also runs at other seeds (A/A)');
  expect(plan.stdout).toContain('9 of 9 runs');

  const first = await project.run(['run', 'train.py', '--quiet', '--seeds', '3', '--aa']);
  expect(first.stdout).toContain('A/A, the baseline against itself at other seeds: Δ = ');
  const { secondBaseline, trials, runs } = project.report();
  expect(secondBaseline?.seedIndices).toEqual([1000, 1001, 1002]);
  expect(secondBaseline?.metrics[0]?.effect?.inference.kind).toBe('paired-t');
  expect(trials.map(({ id }) => id)).toEqual(['baseline', 'b']);
  const values = runs.filter(({ trialId }) => trialId !== 'b').flatMap(({ metrics }) => metrics[0]?.value ?? []);
  expect(new Set(values).size).toBe(6);

  const more = await project.run(['run', 'train.py', '--seeds', '4', '--aa']);
  expect(more.code).toBe(0);
  expect(more.stderr.match(/ seed \d+: /g)).toHaveLength(3);
  expect(project.report().secondBaseline?.metrics[0]?.effect?.pairs).toBe(4);
});

test('aa in the study file; a script whose seed has no effect', async () => {
  using project = new CliProject({ 'train.py': train('0'), 'ablation.yaml': 'script: train.py\nseeds: 2\naa: true\n' });
  const { stdout } = await project.run(['run', '--quiet']);
  expect(stdout.replace(/\s+/g, ' ')).toContain('the same score at every seed, which has no effect on it');
  expect(stdout).toContain('Noise floor: none');
});
