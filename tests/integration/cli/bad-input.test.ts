import { chmodSync, existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CliProject } from './cli-project.js';

/** A study that takes a moment: the "accuracy" depends on the seed and on two marked parts. */
const TRAIN = `import random
random.seed(0)
base, big, small = 0.5, 0.2, 0.01
score = (
    base
    + big  #ABLATABLE_COMPONENT(name=big)
    + small  #ABLATABLE_COMPONENT(name=small)
)
print(f"METRIC accuracy={score + random.gauss(0, 0.005):.5f}")
`;

const inFewSeeds = ['--seeds', '2', '--quiet'];

test('a missing script names the near ones', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  const result = await project.run(['run', 'trian.py']);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain('trian.py');
  expect(result.stderr).toContain('train.py');
});

test('a name that is too long for a folder says what to do', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  const result = await project.run(['run', 'train.py', '--name', 'ä'.repeat(200)]);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain('may have 255 bytes; this is 400. Say a shorter --name');
});

test('an option of the script before the dashes is told where it belongs', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  const result = await project.run(['run', 'train.py', '--epochs', '3']);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain('ablationmage run train.py -- --epochs');
});

test('a syntax error is shown with its file, line and source', async () => {
  using project = new CliProject({ 'train.py': 'x = 1  #ABLATABLE_COMPONENT\ndef f(:\n    pass\n' });
  const result = await project.run(['run', 'train.py']);
  expect(result.code).toBe(2);
  expect(result.stderr).toMatch(/train\.py:2/);
  expect(result.stderr).toContain('def f(:');
});

test('bytes that are not UTF-8 without a cookie say which cookie to add', async () => {
  using project = new CliProject({ 'train.py': Buffer.from('# caf\xe9\nx = 1  #ABLATABLE_COMPONENT\n', 'latin1') });
  const result = await project.run(['run', 'train.py']);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain('coding');
});

test('no marks: the near misses are named with their lines', async () => {
  using project = new CliProject({ 'train.py': 'x = 1  # ablatable_component\nprint("METRIC a=1")\n' });
  const result = await project.run(['run', 'train.py']);
  expect(result.code).toBe(2);
  expect(result.stderr).toMatch(/train\.py:1/);
  expect(result.stderr).toContain('#ABLATABLE_COMPONENT');
});

test('an unbalanced hint is an error with its line', async () => {
  using project = new CliProject({ 'train.py': `#ABLATION_HINT_START\n# remove it\n${TRAIN}` });
  const result = await project.run(['run', 'train.py']);
  expect(result.code).toBe(2);
  expect(result.stderr).toMatch(/train\.py:1/);
});

test('a mark on a meaningless line is an error of that component; the rest runs', async () => {
  using project = new CliProject({ 'train.py': TRAIN.replace('import random', 'import random  #ABLATABLE_COMPONENT') });
  const result = await project.run(['run', 'train.py', ...inFewSeeds]);
  expect(result.code).toBe(1);
  const [skipped] = project.report().skipped;
  expect(skipped?.kind).toBe('impossible');
  expect(skipped?.reason).toContain('import');
  expect(project.report().trials.map((trial) => trial.id)).toEqual(['baseline', 'big', 'small']);
});

test('an unknown --only suggests the near name', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  const result = await project.run(['run', 'train.py', '--only', 'bigg']);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain('Did you mean big?');
});

test('a component no rule is sure of is reported and skipped, the rest runs', async () => {
  using project = new CliProject({
    'train.py': TRAIN.replace(
      'score = (',
      'offset = mystery(3)  #ABLATABLE_COMPONENT(name=mystery)\nscore = offset + (',
    ).replace('random.seed(0)', 'random.seed(0)\ndef mystery(x):\n    return x * 0'),
  });
  const result = await project.run(['run', 'train.py', ...inFewSeeds]);
  expect(result.code).toBe(0);
  expect(project.report().skipped.map(({ id, kind }) => [id, kind])).toEqual([['mystery', 'needs-model']]);
  expect(result.stdout).toContain('mystery');
});

test('an interpreter without the libraries names what is missing', async () => {
  using project = new CliProject({ 'train.py': `import no_such_library_at_all\n${TRAIN}` });
  const result = await project.run(['run', 'train.py']);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain('no_such_library_at_all');
  const named = await project.run(['run', 'train.py', '--python', 'python3', '--quiet']);
  expect(named.code).toBe(2);
  expect(named.stderr).toMatch(/has no no_such_library_at_all\. .*--python PATH/);
});

test('a baseline that crashes stops the study and shows what it said', async () => {
  using project = new CliProject({
    'train.py': TRAIN.replace('score = (', 'raise ValueError("no data here")\nscore = ('),
  });
  const result = await project.run(['run', 'train.py', ...inFewSeeds]);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain('ValueError: no data here');
  expect(result.stderr).toContain('No variant was run');
});

test('a baseline that hangs is ended at the time limit', async () => {
  using project = new CliProject({
    'train.py': TRAIN.replace('score = (', 'import time; time.sleep(1000)\nscore = ('),
  });
  const result = await project.run(['run', 'train.py', ...inFewSeeds, '--timeout', '1s']);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain('timed out after 1 s');
});

test('a baseline without a number says how to print one', async () => {
  using project = new CliProject({ 'train.py': TRAIN.replace(/print.*/, 'print("done")') });
  const result = await project.run(['run', 'train.py', ...inFewSeeds]);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain('METRIC');
});

test('a baseline whose metric is NaN has no result', async () => {
  using project = new CliProject({ 'train.py': TRAIN.replace(/print.*/, 'print("METRIC accuracy=nan")') });
  const result = await project.run(['run', 'train.py', ...inFewSeeds]);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain('diverged');
});

test('variants that crash, hang, eat memory or diverge are named in the table, the others have their numbers', async () => {
  using project = new CliProject({
    'train.py': `import sys, time
flags = sys.argv[1:]
if "--crash" in flags:
    raise RuntimeError("part a is needed")
if "--hang" in flags:
    time.sleep(1000)
if "--eat" in flags:
    block = bytearray(b"x" * (800 * 1024 * 1024))
    time.sleep(1000)
print("METRIC accuracy=" + ("nan" if "--diverge" in flags else "0.5" if "--fine" in flags else "0.75"))
`,
    'ablation.yaml': `metric: accuracy
components:
  - { name: crashing, args: --crash }
  - { name: hanging, args: --hang }
  - { name: hungry, args: --eat }
  - { name: diverging, args: --diverge }
  - { name: fine, args: --fine }
`,
  });
  const limits = ['--timeout', '5s', '--memory', '300M'];
  const result = await project.run(['run', 'train.py', '--seeds', '1', '--quiet', ...limits]);
  expect(result.code).toBe(1);
  const { trials } = project.report();
  expect(Object.fromEntries(trials.map(({ id, failures }) => [id, failures.map(({ reason }) => reason.kind)]))).toEqual(
    {
      baseline: [],
      crashing: ['crashed'],
      hanging: ['timed-out'],
      hungry: ['out-of-memory'],
      diverging: ['diverged'],
      fine: [],
    },
  );
  expect(trials.at(-1)?.metrics[0]?.summary?.mean).toBe(0.5);
  for (const { id, metrics } of trials.slice(1, 5)) expect([id, metrics[0]?.summary]).toEqual([id, undefined]);
  expect(result.stdout).toContain('RuntimeError: part a is needed');
});

test('an output folder that cannot be made says so, with the way out', async () => {
  using project = new CliProject({ 'train.py': TRAIN, blocked: 'a file' });
  const result = await project.run(['run', 'train.py', ...inFewSeeds, '--out', 'blocked/study']);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain('--out');
});

// The system says there of a folder that is there that it is not, which Node's own way of making folders tries to mend for ever.
test.runIf(existsSync('/proc/self'))('a folder in /proc is an error at once, wherever one is named', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  const asked = async (words: readonly string[]): Promise<unknown> => {
    const { code, stderr } = await project.run(words);
    return [code, /^error: Cannot .*\/proc\/nowhere.* (?:`ablationmage report )?(--[\w-]+) DIR/m.exec(stderr)?.[1]];
  };
  expect(await asked(['run', 'train.py', ...inFewSeeds, '--out', '/proc/nowhere'])).toEqual([2, '--out']);
  expect(await asked(['run', 'train.py', ...inFewSeeds, '--work-dir', '/proc/nowhere'])).toEqual([2, '--work-dir']);
  await project.run(['run', 'train.py', ...inFewSeeds, '--quiet']);
  expect(await asked(['report', '--output', '/proc/nowhere'])).toEqual([2, '--output']);
  expect(await asked(['report', '--format', 'csv', '--output', '/proc/nowhere'])).toEqual([2, '--output']);
});

test('a read-only project runs, its study lies elsewhere', async () => {
  using project = new CliProject({ 'project/train.py': TRAIN, 'elsewhere/keep.txt': '' });
  chmodSync(path.join(project.directory, 'project'), 0o555);
  const result = await project.run(['run', 'project/train.py', ...inFewSeeds, '--out', 'elsewhere/study']);
  chmodSync(path.join(project.directory, 'project'), 0o755);
  expect(result.code).toBe(0);
  expect(project.read('elsewhere/study/report.md')).toContain('big');
});

test('a notebook gets the conversion command', async () => {
  using project = new CliProject({ 'train.ipynb': '{}' });
  const result = await project.run(['run', 'train.ipynb']);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain('jupyter nbconvert --to script');
});

test('mistakes in ablation.yaml are shown with their lines', async () => {
  using project = new CliProject({ 'train.py': TRAIN, 'ablation.yaml': 'seeds: 3\nmetrc: accuracy\n' });
  const result = await project.run(['run', 'train.py']);
  expect(result.code).toBe(2);
  expect(result.stderr).toMatch(/ablation\.yaml:2/);
  expect(result.stderr).toContain('Did you mean metric?');
});

test('a choice that leaves nothing is an error, and no empty table', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  const [name = ''] = /name=(\w+)/.exec(TRAIN)?.slice(1) ?? [];
  const result = await project.run(['run', 'train.py', '--only', name, '--skip', name]);
  expect([result.code, result.stdout]).toEqual([2, '']);
  expect(result.stderr).toContain('nothing to run');
});
