import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CliProject } from './cli-project.js';

const SCRIPT = `import sys, time
SEED = 3
time.sleep(0.1 if "--quick" in sys.argv else 13)
print("accuracy=%d" % (SEED + ("--quick" in sys.argv)))
`;
const WORDS = ['run', 'train.py', '--python', '/usr/bin/python3', '--seeds', '2', '--quiet'];

test('while a long first run goes on, a second slot takes the next seed of the baseline', async () => {
  using project = new CliProject({
    'train.py': SCRIPT,
    'ablation.yaml': 'components:\n  - { name: slowness, args: --quick }\n',
  });
  const { code, stderr } = await project.run([...WORDS, '--jobs', '2']);
  expect(code, stderr).toBe(0);
  const runs = project.report().runs.filter(({ trialId }) => trialId === 'baseline');
  const [first, second] = runs.map(({ startedAt = '' }) => Date.parse(startedAt));
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(9000);
  expect((second ?? 0) - (first ?? 0)).toBeLessThan(13_000);
  expect(runs.map(({ state, attempt }) => [state, attempt])).toEqual([
    ['completed', 1],
    ['completed', 1],
  ]);
  expect(project.report().runs.every(({ state }) => state === 'completed')).toBe(true);
});

test('of a long run a quarter is repeated, when it prints a number in it', async () => {
  using project = new CliProject({
    'train.py': `import sys, time
SEED = 3
for epoch in range(1 if "--quick" in sys.argv else 32):
    time.sleep(1)
    print("loss=%.3f" % (SEED / (epoch + 1)), flush=True)
`,
    'ablation.yaml': 'components:\n  - { name: slowness, args: --quick }\n',
  });
  const { code, stderr } = await project.run([...WORDS, '--jobs', '2']);
  expect(code, stderr).toBe(0);
  const { reproducibility, baselineGate } = project.report();
  expect(reproducibility).toEqual({ kind: 'identical' });
  expect(baselineGate).toEqual({ kind: 'equal', extent: 'first-values' });
  const plain = 'ablationmage_outputs/train/reproducibility/plain';
  const [name = ''] = readdirSync(path.join(project.directory, plain));
  const repeated = project.read(`${plain}/${name}/stdout.log`).split('\n');
  expect(repeated.length).toBeGreaterThan(4);
  expect(repeated.length).toBeLessThan(20);
});

test('where the first run fails, those beside it are ended, and no variant runs', async () => {
  using project = new CliProject({
    'train.py': `${SCRIPT}if SEED == 3: raise ValueError("late")\ntime.sleep(600)\n`,
    'ablation.yaml': 'components:\n  - { name: slowness, args: --quick }\n',
  });
  const { code, stderr } = await project.run([...WORDS, '--jobs', '2']);
  expect(code).toBe(2);
  expect(stderr).toContain('late');
  expect(project.read('ablationmage_outputs/train/events.jsonl')).not.toContain('"trialId":"slowness"');
});
