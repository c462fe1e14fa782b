import type { ChildProcess } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../../src/core/report.js';
import { childrenOf, isRunning, serverOf } from '../../stress/process-tree.js';
import { CliProject, finished, until } from './cli-project.js';

const PYTHON = ['--python', '/usr/bin/python3'];

/** A "training" with NumPy that draws seeded and unseeded numbers; two arguments to remove. */
const SCRIPT = `import argparse, os, sys, time
import numpy as np
parser = argparse.ArgumentParser()
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--seconds", type=float, default=0.0)
options = parser.parse_args()
np.random.seed(options.seed)
weights = np.random.rand(4)
noise = np.random.default_rng().random()
time.sleep(options.seconds)
shift = 1.0  #ABLATABLE_COMPONENT
scale = 2.0 * weights.sum()  #ABLATABLE_COMPONENT(replace=weights.sum())
print("accuracy=%.12f" % (scale + shift + noise))
`;
/** Notes whether the script runs in a fork. */
const IS_FORKED = 'IS_FORKED = "serve.py" in open("/proc/self/cmdline").read()';
const COMPONENTS = `components:
  - name: offset
    args: "--seconds 0.01"
  - name: pause
    args: "--seconds 0.02"
`;

describe('a study whose runs are forked', () => {
  test('has the numbers of one whose runs are processes of their own, and says so', async () => {
    using project = new CliProject({ 'train.py': script(''), 'ablation.yaml': COMPONENTS });
    const forked = await project.run(['run', 'train.py', ...PYTHON, '--seeds', '3', '--name', 'forked']);
    expect(forked.code, forked.stderr).toBe(0);
    expect(project.report('forked').forking).toEqual({ kind: 'forked', libraries: ['numpy'], extent: 'in-full' });
    expect(project.read('ablationmage_outputs/forked/report.md')).toContain(
      'Runs were forked from one process that had imported numpy; forked, the baseline gave the same numbers',
    );
    const own = await project.run(['run', 'train.py', ...PYTHON, '--seeds', '3', '--name', 'own', '--no-fork-server']);
    expect(own.code, own.stderr).toBe(0);
    expect(project.report('own').forking).toEqual({ kind: 'off', reason: '--no-fork-server' });
    expect(numbers(project.report('forked'))).toEqual(numbers(project.report('own')));
  });

  test('keeps its decision in another start, and repeats nothing for it', async () => {
    using project = new CliProject({ 'train.py': script(''), 'ablation.yaml': COMPONENTS });
    const words = ['run', 'train.py', ...PYTHON, '--quiet', '--seeds'];
    await project.run([...words, '2']);
    const more = await project.run([...words, '4']);
    expect(more.code, more.stderr).toBe(0);
    const events = project.read('ablationmage_outputs/train/events.jsonl');
    expect(events.match(/"forking-decided"/g)).toHaveLength(1);
    expect(project.report().forking?.kind).toBe('forked');
  });

  test('runs everything in processes of its own where forking makes a difference', async () => {
    const sees = 'options.seed += 5 * ("serve.py" in open("/proc/self/cmdline").read())';
    using project = new CliProject({ 'train.py': script(sees), 'ablation.yaml': COMPONENTS });
    const run = await project.run(['run', 'train.py', ...PYTHON, '--seeds', '2']);
    expect(run.code, run.stderr).toBe(0);
    const { forking, reproducibility } = project.report();
    expect(forking).toMatchObject({
      kind: 'differed',
      how: expect.stringMatching(/^gave other numbers, by up to/) as string,
    });
    expect(reproducibility.kind).toBe('identical');
    expect(run.stderr).toContain('Every run was a process of its own: forked from one that had imported the libraries');
    const own = await project.run(['run', 'train.py', ...PYTHON, '--seeds', '2', '--name', 'own', '--no-fork-server']);
    expect(own.code, own.stderr).toBe(0);
    expect(numbers(project.report())).toEqual(numbers(project.report('own')));
  });

  test('compares nothing where an earlier start saw that a seed does not repeat', async () => {
    const unseeded = 'options.seed = int.from_bytes(os.urandom(3), "big")';
    using project = new CliProject({ 'train.py': script(unseeded), 'ablation.yaml': COMPONENTS });
    await project.run(['run', 'train.py', ...PYTHON, '--seeds', '1', '--no-fork-server']);
    expect(project.report().reproducibility.kind).toBe('differs');
    const more = await project.run(['run', 'train.py', ...PYTHON, '--seeds', '3']);
    expect(more.code, more.stderr).toBe(0);
    expect(project.report().forking).toMatchObject({
      kind: 'off',
      reason: expect.stringContaining('different numbers in any case') as string,
    });
    const checks = project.read('ablationmage_outputs/train/events.jsonl').match(/"reproducibility-checked"/g);
    expect(checks).toHaveLength(1);
  });

  test.each([
    ['hangs', 'time.sleep(100 * IS_FORKED)', ['--timeout', '4s'], /^failed \(timed out/],
    [
      'prints a number less',
      'IS_FORKED or print("val_score=0.5")',
      ['--metric', 'accuracy'],
      /^gave 0 values of val_score instead of 1/,
    ],
  ])('makes processes of their own where the forked baseline %s', async (_name, statement, words, how) => {
    using project = new CliProject({ 'train.py': script(`${IS_FORKED}; ${statement}`), 'ablation.yaml': COMPONENTS });
    const run = await project.run(['run', 'train.py', ...PYTHON, '--seeds', '2', ...words]);
    expect(run.code, run.stderr).toBe(0);
    expect(project.report().forking).toMatchObject({ kind: 'differed', how: expect.stringMatching(how) as string });
    expect(project.report().runs.every(({ state }) => state === 'completed')).toBe(true);
  });

  test('claims no numbers where none could be compared', async () => {
    const timed = `import sys, time
import numpy as np
from sklearn.linear_model import Ridge
x = np.random.default_rng(0).random((20, 3))
Ridge().fit(x, x.sum(axis=1))
print("throughput=%.9f" % time.time())
`;
    using project = new CliProject({ 'train.py': timed, 'ablation.yaml': COMPONENTS });
    const run = await project.run(['run', 'train.py', ...PYTHON, '--seeds', '2']);
    expect(run.code, run.stderr).toBe(0);
    expect(project.report().forking).toMatchObject({ kind: 'forked', extent: 'first-steps-only' });
    expect(project.read('ablationmage_outputs/train/report.md')).toContain(
      'forked, the baseline took the same first steps as in a process of its own, and gave no number that could be compared.',
    );
  });

  test('decides anew when the script has changed', async () => {
    using project = new CliProject({ 'train.py': script(''), 'ablation.yaml': COMPONENTS });
    const words = ['run', 'train.py', ...PYTHON, '--quiet', '--seeds', '2'];
    await project.run(words);
    expect(project.report().forking?.kind).toBe('forked');
    project.write({ 'train.py': script(`${IS_FORKED}; options.seed += 5 * IS_FORKED`) });
    const again = await project.run([...words, '--rerun']);
    expect(again.code, again.stderr).toBe(0);
    expect(project.report().forking?.kind).toBe('differed');
  });

  test('takes nothing for a comparison that the server did not live to see', async () => {
    const kills = `${IS_FORKED}; IS_FORKED and os.kill(os.getppid(), 9); time.sleep(2 * IS_FORKED)`;
    using project = new CliProject({ 'train.py': script(kills), 'ablation.yaml': COMPONENTS });
    const run = await project.run(['run', 'train.py', ...PYTHON, '--seeds', '2']);
    expect(run.code, run.stderr).toBe(0);
    expect(project.report().forking).toEqual({ kind: 'off', reason: 'it ended while it was compared' });
  });

  test('is none where the server ended while the baseline was still repeated', async () => {
    using places = new CliProject({ hold: '' });
    const hold = path.join(places.directory, 'hold');
    const isPlain = '"ABLATIONMAGE_PROBE_STARTED_MS" not in os.environ';
    const waits = `while ${isPlain} and os.path.exists(${JSON.stringify(hold)}): time.sleep(0.02)`;
    using project = new CliProject({ 'train.py': script(waits), 'ablation.yaml': COMPONENTS });
    const running = project.start([
      'run',
      'train.py',
      ...PYTHON,
      '--jobs',
      '2',
      '--seeds',
      '2',
      '--',
      '--seconds',
      '1',
    ]);
    const ended = finished(running);
    await until(() => forkedChildren(running).length === 1, 'the baseline is forked');
    await until(() => forkedChildren(running).length === 0, 'its fork has ended');
    process.kill(serverOf(running.pid ?? 0) ?? 0, 'SIGKILL');
    rmSync(hold);
    const { code, stderr } = await ended;
    expect(code, stderr).toBe(0);
    expect(project.report().reproducibility).toEqual({ kind: 'identical' });
    expect(project.report().forking).toEqual({ kind: 'off', reason: 'it ended while it was compared' });
  });

  test('is none where each process orders sets differently', async () => {
    using project = new CliProject({ 'train.py': script(''), 'ablation.yaml': COMPONENTS });
    const run = await project.run(['run', 'train.py', ...PYTHON, '--seeds', '2'], { PYTHONHASHSEED: 'random' });
    expect(run.code, run.stderr).toBe(0);
    expect(project.report().forking).toMatchObject({ reason: expect.stringContaining('PYTHONHASHSEED') as string });
  });

  test.each([
    [
      'a script that imports nothing in advance',
      script('').replace('import numpy as np', 'np = __import__("numpy")'),
      [],
      /nothing at the head of the script/,
    ],
    ['a sandbox', script(''), ['--sandbox', 'bwrap'], /in a sandbox of its own/],
  ])('is none with %s', async (_name, text, words, reason) => {
    using project = new CliProject({ 'train.py': text, 'ablation.yaml': COMPONENTS });
    const run = await project.run(['run', 'train.py', ...PYTHON, '--seeds', '2', ...words]);
    expect(run.code, run.stderr).toBe(0);
    expect(project.report().forking).toMatchObject({ kind: 'off', reason: expect.stringMatching(reason) as string });
  });

  test('is none with TensorFlow', async () => {
    using libraries = new CliProject({ 'tensorflow/__init__.py': '' });
    using project = new CliProject({ 'train.py': `import tensorflow\n${script('')}`, 'ablation.yaml': COMPONENTS });
    const words = ['run', 'train.py', ...PYTHON, '--seeds', '2'];
    const run = await project.run(words, { PYTHONPATH: libraries.directory });
    expect(run.code, run.stderr).toBe(0);
    expect(project.report().forking).toEqual({ kind: 'off', reason: 'tensorflow starts threads of its own' });
  });
});

test('what the baseline imports late is no part of a variant that does without', async () => {
  const late = `import sys
import numpy as np
from sklearn.linear_model import Ridge
def main():
    if "--plain" not in sys.argv:
        from sklearn.experimental import enable_iterative_imputer
    try:
        from sklearn.impute import IterativeImputer
        print("accuracy=0.9")
    except ImportError:
        print("accuracy=0.8")
main()
`;
  using project = new CliProject({
    'train.py': late,
    'ablation.yaml': 'components:\n  - { name: x, args: --plain }\n',
  });
  const run = await project.run(['run', 'train.py', ...PYTHON, '--seeds', '3', '--quiet']);
  expect(run.code, run.stderr).toBe(0);
  expect(project.report().forking?.kind).toBe('forked');
  const values = project.report().runs.flatMap(({ trialId, metrics }) => (trialId === 'x' ? [metrics[0]?.value] : []));
  expect(values).toEqual([0.8, 0.8, 0.8]);
});

describe('what dies', () => {
  test('the server: the runs it takes along are made again, and the study is what it would have been', async () => {
    using project = new CliProject({ 'train.py': script(''), 'ablation.yaml': COMPONENTS });
    const running = project.start(['run', 'train.py', ...PYTHON, '--seeds', '3', '--', '--seconds', '0.4']);
    const ended = finished(running);
    await until(() => forkedChildren(running).length > 0 && countEvents(project, 'run-ended') > 2, 'runs are forked');
    process.kill(serverOf(running.pid ?? 0) ?? 0, 'SIGKILL');
    const { code, stderr } = await ended;
    expect(code, stderr).toBe(0);
    expect(project.report().runs.every(({ state }) => state === 'completed')).toBe(true);
    expect(countEvents(project, 'run-ended')).toBe(9);
    expect(project.report().forking).toMatchObject({ kind: 'forked', endedEarly: true });
    expect(project.read('ablationmage_outputs/train/report.md')).toContain('until it ended in the middle of the study');
  });

  test('the server before it forked anything for this start: nothing is said to have ended in the middle', async () => {
    using libraries = new CliProject({ 'sklearn/__init__.py': '' });
    using project = new CliProject({
      'train.py': script('').replace('numpy as np', 'numpy as np, sklearn'),
      'ablation.yaml': COMPONENTS,
    });
    const words = ['run', 'train.py', ...PYTHON, '--quiet', '--seeds'];
    const environment = { PYTHONPATH: libraries.directory };
    await project.run([...words, '2'], environment);
    expect(project.report().forking).toMatchObject({ kind: 'forked' });
    libraries.write({ 'sklearn/__init__.py': `import os\n${IS_FORKED}\nIS_FORKED and os._exit(1)\n` });
    const again = await project.run([...words, '3'], environment);
    expect(again.code, again.stderr).toBe(0);
    expect(project.report().runs.every(({ state }) => state === 'completed')).toBe(true);
    expect(project.report().forking).toEqual({ kind: 'forked', libraries: ['numpy', 'sklearn'], extent: 'in-full' });
  });

  test('the server of a study that another process has: the study ends in order all the same', async () => {
    using places = new CliProject({ hold: '', 'work/kept': '' });
    const hold = JSON.stringify(path.join(places.directory, 'hold'));
    const waits = `while options.seconds == 0.02 and os.path.exists(${hold}): time.sleep(0.02)`;
    using project = new CliProject({ 'train.py': script(waits), 'ablation.yaml': COMPONENTS });
    const work = path.join(places.directory, 'work');
    const running = project.start(['run', 'train.py', ...PYTHON, '--jobs', '1', '--seeds', '2', '--work-dir', work]);
    const ended = finished(running);
    const isHeld = (): boolean => countEvents(project, 'forking-decided') === 1 && forkedChildren(running).length === 1;
    await until(isHeld, 'a forked run waits');
    project.write({
      'ablationmage_outputs/train/lock.json': '{"host":"elsewhere","pid":7,"since":"2026-01-01T00:00:00.000Z"}',
    });
    process.kill(serverOf(running.pid ?? 0) ?? 0, 'SIGKILL');
    const { code, stderr } = await ended;
    expect(code, stderr).toBe(2);
    expect(stderr).toContain('taken over by process 7 on elsewhere');
    expect(readdirSync(work)).toEqual(['kept']);
  });

  test('the study: its server and its runs end with it, and another start goes on', async () => {
    using project = new CliProject({ 'train.py': script(''), 'ablation.yaml': COMPONENTS });
    const words = ['run', 'train.py', ...PYTHON, '--seeds', '3', '--', '--seconds', '0.4'];
    const running = project.start(words);
    const ended = finished(running);
    await until(() => forkedChildren(running).length > 0 && countEvents(project, 'run-ended') > 2, 'runs are forked');
    const processes = [serverOf(running.pid ?? 0) ?? 0, ...forkedChildren(running)];
    running.kill('SIGKILL');
    await ended;
    await until(() => !processes.some(isRunning), 'nothing is left');
    const { code, stderr } = await project.run(words);
    expect(code, stderr).toBe(0);
    expect(project.report().runs.filter(({ state }) => state === 'completed')).toHaveLength(9);
    expect(countEvents(project, 'run-ended')).toBe(9);
  });
});

/** The script with a line between its options and its seed. */
function script(line: string): string {
  return SCRIPT.replace('np.random.seed', `${line}\nnp.random.seed`).replaceAll(/  #ABLATABLE.*/g, '');
}

function numbers({ runs }: Report): unknown {
  return runs.map(({ trialId, seedIndex, state, metrics }) => [trialId, seedIndex, state, metrics]);
}

function countEvents(project: CliProject, type: string): number {
  try {
    return project.read('ablationmage_outputs/train/events.jsonl').split(`"type":"${type}"`).length - 1;
  } catch {
    return 0;
  }
}

function forkedChildren(running: ChildProcess): number[] {
  const server = serverOf(running.pid ?? 0);
  return server === undefined ? [] : childrenOf(server);
}
