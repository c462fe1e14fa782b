import { expect, test } from 'vitest';
import { sampleReport } from '../../unit/reports/sample-report.js';
import { CliProject } from './cli-project.js';

const TRAIN = `import random
random.seed(0)
noise = random.gauss(0, 0.01)
a, b = 1, 2
score = a + b  #ABLATABLE_COMPONENT(name=b, term=b)
print(f"METRIC val_loss={score + noise}")
print(f"METRIC train_loss={score - 0.5 + noise}")
`;

test('report chooses among what the runs gave, keeps the rest of the request and refuses slips without writing', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  await project.run(['run', 'train.py', '--quiet', '--seeds', '2', '--metric', 'train_loss']);
  expect(project.report().primaryMetric).toMatchObject({ name: 'train_loss', direction: 'lower-is-better' });

  const turned = await project.run(['report', '--direction', 'higher']);
  expect(turned.code).toBe(0);
  expect(project.report().primaryMetric).toMatchObject({ name: 'train_loss', direction: 'higher-is-better' });

  const other = await project.run(['report', '--metric', 'val_loss']);
  expect(other.stdout).toContain('val_loss');
  expect(project.report().primaryMetric?.name).toBe('val_loss');

  const slip = await project.run(['report', '--metric', 'val_los']);
  expect(slip.code).toBe(2);
  expect(slip.stderr).toContain('Did you mean val_loss?');
  expect(project.report().primaryMetric?.name).toBe('val_loss');
});

test('a number that nobody thought of is read from the logs of finished runs', async () => {
  using project = new CliProject({ 'train.py': TRAIN.replace('METRIC val_loss', 'the final thing was') });
  await project.run(['run', 'train.py', '--quiet', '--seeds', '2']);
  const result = await project.run(['report', '--metric', 'thing=/final thing was=(\\S+)/', '--direction', 'lower']);
  expect(result.code).toBe(0);
  expect(project.report().primaryMetric?.name).toBe('thing');
  expect(project.report().trials[0]?.metrics[0]?.summary?.n).toBe(2);
});

test('a log that is read again and has another number than it had is an alarm', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  await project.run(['run', 'train.py', '--quiet', '--seeds', '2', '--metric', 'val_loss']);
  const pattern = ['report', '--metric', 'loss=/val_loss=(\\S+)/', '--direction', 'lower'];
  const unchanged = await project.run(pattern);
  expect([unchanged.code, project.report().alarms]).toEqual([0, undefined]);

  const { directory } =
    project.report().runs.find(({ trialId, seedIndex }) => trialId === 'b' && seedIndex === 1) ?? {};
  const log = `ablationmage_outputs/train/${directory}/stdout.log`;
  project.write({ [log]: project.read(log).replace(/val_loss=\S+/u, 'val_loss=0.001') });
  const changed = await project.run(pattern);
  expect(changed.stdout).toContain("The study's files contradict each other: b at seed 1 has val_loss");
  expect(project.report().alarms).toEqual([
    expect.stringMatching(
      /b at seed 1 has val_loss \S+ \(stdout\.log:1\) in events\.jsonl, and 0\.001 \(stdout\.log:1\) in its log\./u,
    ),
  ]);
});

test('a baseline that failed runs again when the same command is given', async () => {
  using project = new CliProject({
    'train.py': `import os
a, b = 1, 2
score = a + b  #ABLATABLE_COMPONENT(name=b, term=b)
print(open("model.pt").read())
print(f"METRIC score={score}")
`,
    'model.pt': 'weights',
  });
  const failed = await project.run(['run', 'train.py', '--quiet', '--seeds', '1']);
  expect(failed.code).toBe(2);
  expect(failed.stderr).toContain('FileNotFoundError');
  expect(failed.stderr).toContain('inputs');
  const mended = await project.run(['run', 'train.py', '--quiet', '--seeds', '1', '--inputs', 'model.pt']);
  expect(mended.stderr).toBe('');
  expect(mended.code).toBe(0);
});

test('diff shows one variant, components and plan speak JSON to agents', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  await project.run(['run', 'train.py', '--quiet', '--seeds', '1']);
  const diff = await project.run(['diff', 'b']);
  expect(diff.stdout).toMatch(/^-score = a \+ b/m);
  expect(diff.stdout).toMatch(/^\+score = a /m);
  expect((await project.run(['diff', 'nothing'])).code).toBe(2);
  const components = JSON.parse((await project.run(['components', 'train.py', '--json'])).stdout) as {
    components: { id: string; state: string }[];
  };
  expect(components.components).toMatchObject([{ id: 'b', state: 'removable', place: 'train.py:5' }]);
  const plan = JSON.parse((await project.run(['plan', 'train.py', '--json'])).stdout) as { runs: number };
  expect(plan.runs).toBe(10);
});

test('report, diff and plan show the last verdict of a variant, and none of its numbers where it is rejected', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  await project.run(['run', 'train.py', '--quiet', '--seeds', '2']);
  const variantKey = project.report().runs.find(({ trialId }) => trialId === 'b')?.identity;
  const log = 'ablationmage_outputs/train/events.jsonl';
  const evidence = { severity: 'rejected', aspect: 'completeness', message: 'b is still added', place: 'train.py:5' };
  const verdict = { kind: 'rejected', reasons: [evidence], notes: [], confounds: {} };
  const event = { type: 'variant-judged', at: new Date().toISOString(), trialId: 'b', variantKey, verdict };
  project.write({ [log]: `${project.read(log)}${JSON.stringify(event)}\n` });

  const report = await project.run(['report']);
  expect(report.stdout).toMatch(/^− b +rejected: b is still added$/m);
  expect(project.report().trials[1]).toMatchObject({ verdict, finding: { kind: 'rejected' } });
  expect(project.read('ablationmage_outputs/train/results.csv')).toContain(',rejected,b is still added (train.py:5),');
  const shown = 'verdict: rejected\n  b is still added (train.py:5)\n';
  expect((await project.run(['diff', 'b'])).stdout).toContain(shown);
  expect((await project.run(['plan', 'train.py', '--seeds', '2'])).stdout).toContain(shown);
});

test('--json prints one event per line and nothing else on stdout', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  const result = await project.run(['run', 'train.py', '--json', '--seeds', '1']);
  const types = result.stdout
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { type: string }).type);
  expect(types[0]).toBe('study-started');
  expect(types.at(-1)).toBe('study-ended');
  expect(types.filter((type) => type === 'run-ended')).toHaveLength(2);
  expect(result.stderr).toContain('val_loss');
});

test('figures are made of a report alone; what a picture lacks is said on stderr, not among the names', async () => {
  const trials = sampleReport.trials.slice(0, 2).map((trial) => ({ ...trial, label: `${trial.label} \u0378` }));
  using project = new CliProject({ 'report.json': JSON.stringify({ ...sampleReport, trials, curves: [], runs: [] }) });
  const result = await project.run(['report', '--from', 'report.json', '--format', 'figures', '--output', 'paper']);
  expect(result.code).toBe(0);
  const names = result.stdout.trim().split('\n');
  expect(names).toContain('paper/figures/effects.svg');
  for (const name of names) expect(project.read(name)).not.toBe('');
  expect(result.stderr).toContain('figures/effects.png: no font of this machine has \u0378;');
});

test('a study that is named wrongly is told what there is', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  const none = await project.run(['report', '--name', 'train']);
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('There is none at all.')]);
  await project.run(['run', 'train.py', '--quiet', '--seeds', '1']);
  for (const words of [['report'], ['diff'], ['view', '--no-open'], ['export', '--script', 'one.py']]) {
    const slip = await project.run([...words, '--name', 'trian']);
    expect([slip.code, slip.stderr]).toEqual([2, expect.stringContaining('--name trian: there is no such study')]);
    expect(slip.stderr).toContain('Did you mean train?');
  }
  const far = await project.run(['report', '--name', 'something-else']);
  expect(far.stderr).toContain('There are: train.');
  const bare = await project.run(['report', 'train']);
  expect([bare.code, bare.stderr]).toEqual([2, expect.stringContaining('--name STUDY')]);
});

test('a later start without --metric says which tables its report no longer has, and how to get them', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  const asked = ['--metric', 'val_loss', '--metric', 'train_loss'];
  const first = await project.run(['run', 'train.py', '--quiet', '--seeds', '2', ...asked]);
  expect(first.stderr).not.toContain('The last start');
  const later = await project.run(['run', 'train.py', '--quiet', '--seeds', '2']);
  expect(later.stderr).toContain('`ablationmage report --metric val_loss --metric train_loss`');
  const again = await project.run(['report', ...asked]);
  expect(again.stdout).toContain('train_loss');
});
