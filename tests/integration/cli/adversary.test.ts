import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CliProject, finished } from './cli-project.js';

const TRAIN = `import random
random.seed(0)
base, big, small = 0.5, 0.2, 0.01
score = (
    base
    + big  #ABLATABLE_COMPONENT(name=big)
    + small  #ABLATABLE_COMPONENT(name=small)
)
accuracy = score + random.gauss(0, 0.005)
print(f"METRIC accuracy={accuracy:.5f}")
`;

const TWO_SEEDS = ['run', 'train.py', '--seeds', '2', '--quiet'];

/** A script that resumes from what lies at a fixed place outside its project, in a file of this name. */
function resuming(project: CliProject, name: string): string {
  const file = JSON.stringify(path.join(project.directory, name));
  return TRAIN.replace(
    'print(',
    `import os
if os.path.exists(${file}):
    accuracy = float(open(${file}).read()) + accuracy / 10
else:
    open(${file}, "w").write(str(accuracy))
print(`,
  );
}

test('weights that another run left outside the project make no number', async () => {
  using project = new CliProject({});
  project.write({ 'project/train.py': resuming(project, 'last.pt') });
  const result = await project.run(['run', 'project/train.py', '--jobs', '1', '--seeds', '1', '--quiet']);
  expect(result.code).toBe(1);
  const { trials } = project.report();
  expect(trials.map(({ id, failures }) => [id, failures.map(({ reason }) => reason.kind)])).toEqual([
    ['baseline', []],
    ['big', ['shared-output']],
    ['small', ['shared-output']],
  ]);
  expect(result.stdout).toContain('last.pt');
});

test('other files that came into being while the study ran are named', async () => {
  using project = new CliProject({});
  project.write({ 'project/train.py': resuming(project, 'state.data') });
  const result = await project.run(['run', 'project/train.py', '--jobs', '1', '--seeds', '1', '--quiet']);
  expect(result.code).toBe(0);
  expect(project.report().warnings.join('\n')).toMatch(/big and small: It read .*state\.data, which changed while/);
});

test('weights that were there before the study are read by every run, and named', async () => {
  using project = new CliProject({ 'last.pt': '0.125' });
  project.write({ 'project/train.py': resuming(project, 'last.pt') });
  const result = await project.run(['run', 'project/train.py', '--seeds', '1', '--quiet']);
  expect(result.code).toBe(0);
  expect(project.report().warnings.join('\n')).toMatch(/Weights from before the run were read: .*last\.pt/);
});

const DAMAGE: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['a torn line', '{"type": "run-en'],
  ['null', 'null\n'],
  ['an empty object', '{}\n'],
  ['a list', '[["accuracy", 1], ["accuracy", [null]]]\n'],
  ['events without what they speak of', '{"at":"x","type":"run-ended"}\n{"at":"x","type":"run-kept","run":null}\n'],
  [
    'an outcome that never was',
    '{"run":{"trialId":"big","seedIndex":0,"identity":"x"},"outcome":{"kind":"completed"}}',
  ],
];

test.each(DAMAGE)('state files that hold %s lose no finished result and make no number', async (_, content) => {
  using project = new CliProject({ 'train.py': TRAIN });
  await project.run(TWO_SEEDS);
  const before = project.read('ablationmage_outputs/train/results.csv');
  const study = path.join(project.directory, 'ablationmage_outputs', 'train');
  for (const name of ['study.json', 'events.jsonl', 'lock.json']) writeFileSync(path.join(study, name), content);

  const report = await project.run(['report']);
  expect(report.code).toBe(2);
  expect(report.stderr).toContain('study.json is damaged');

  const again = await project.run(TWO_SEEDS);
  expect([again.code, again.stderr]).toEqual([0, '']);
  expect(project.read('ablationmage_outputs/train/results.csv')).toBe(before);

  const parts = ['series.jsonl', 'outcome.json', 'identity.json'];
  const damaged = readdirSync(study, { recursive: true, encoding: 'utf8' }).filter((file) =>
    parts.includes(path.basename(file)),
  );
  for (const file of damaged) writeFileSync(path.join(study, file), content);
  expect((await project.run(TWO_SEEDS)).code).toBe(0);
  expect(project.read('ablationmage_outputs/train/results.csv')).toBe(before);

  rmSync(path.join(study, 'events.jsonl'));
  const anew = await project.run(TWO_SEEDS);
  expect([anew.code, anew.stderr]).toEqual([0, '']);
  expect(withoutTimes(project.read('ablationmage_outputs/train/results.csv'))).toEqual(withoutTimes(before));
});

/** The durations of runs that were run again differ. */
function withoutTimes(csv: string): string[] {
  return csv.split('\n').map((line) => line.replace(/,\d+\.\d+,(?=[0-9a-f]{64},)/, ','));
}

test('changed sources beside damaged identities still stop and say so', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  await project.run(TWO_SEEDS);
  const runs = path.join(project.directory, 'ablationmage_outputs', 'train', 'runs');
  for (const file of readdirSync(runs, { recursive: true, encoding: 'utf8' })) {
    if (path.basename(file) === 'identity.json') writeFileSync(path.join(runs, file), 'null');
  }
  project.write({ 'train.py': TRAIN.replace('0.2', '0.3') });
  const result = await project.run(TWO_SEEDS);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain('--rerun');
});

test('a lock of another host names the file to remove', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  const study = path.join(project.directory, 'ablationmage_outputs', 'train');
  mkdirSync(path.join(study, 'lock'), { recursive: true });
  writeFileSync(path.join(study, 'lock.json'), '{"host":"elsewhere","pid":7,"since":"yesterday"}');
  const result = await project.run(TWO_SEEDS);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain('process 7 on elsewhere');
  expect(result.stderr).toContain(path.join(study, 'lock'));
});

test('readers that go away stop no study', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  const child = project.start(['run', 'train.py', '--seeds', '2']);
  child.stdout?.destroy();
  child.stderr?.destroy();
  expect((await finished(child)).code).toBe(0);
  expect(project.report().trials.map(({ id }) => id)).toEqual(['baseline', 'big', 'small']);
});

test('--select by a metric that no run gives stops after the baseline', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  const result = await project.run([...TWO_SEEDS, '--metric', 'accuracy', '--select', 'best:val_loss']);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain('val_loss');
  expect(readdirSync(path.join(project.directory, 'ablationmage_outputs', 'train', 'runs'))).toEqual(['baseline']);
});

test.each(['99999999999999999999', '10001', '-1', '3,3', '1e3', '0,99999999999999999999'])(
  'no study of --seeds %s is planned',
  async (seeds) => {
    using project = new CliProject({ 'train.py': TRAIN });
    const result = await project.run(['run', 'train.py', '--seeds', seeds]);
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/^error: --seeds/);
  },
);

test('a script that would write into the project never runs without the guard', async () => {
  using project = new CliProject({});
  const inside = path.join(project.directory, 'project', 'scores.txt');
  const tried = `import os
try:
    os.makedirs(${JSON.stringify(path.dirname(inside))}, exist_ok=True)
    open(${JSON.stringify(inside)}, "w").write(str(accuracy))
except OSError:
    pass
print(`;
  project.write({ 'project/train.py': TRAIN.replace('print(', tried) });
  const result = await project.run(['run', 'project/train.py', '--seeds', '1', '--quiet']);
  expect([result.code, existsSync(inside)]).toEqual([0, false]);
  expect(project.report().baselineGate).toMatchObject({
    kind: 'not-checked',
    reason: expect.stringContaining('it would write into the project: scores.txt') as unknown,
  });
});
