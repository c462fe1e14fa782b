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

test('of a long run a quarter is repeated, once it has printed a number that can be compared', async () => {
  using project = new CliProject({
    // A usual answer to preemption, a name that the end gives to a better number, and a number that tells nothing.
    'train.py': `import signal, sys, time
SEED = 3
def leave(*_):
    print("loss=999", flush=True)
    print("METRIC loss=999", flush=True)
    sys.exit(0)
signal.signal(signal.SIGTERM, leave)
for epoch in range(1 if "--quick" in sys.argv else 32):
    time.sleep(1)
    print("lr=%.3f" % (0.1 / (epoch + 1)), flush=True)
    if epoch >= 11 or "--quick" in sys.argv:
        print("loss=%.3f" % (SEED / (epoch + 1)), flush=True)
print("METRIC loss=%.3f" % SEED)
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
  expect(repeated).toContain('loss=0.250');
  expect(repeated).toContain('METRIC loss=999');
  expect(repeated.length).toBeLessThan(40);
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
