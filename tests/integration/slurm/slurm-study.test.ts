import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KeptEvent } from '../../../src/core/event.js';
import type { Report } from '../../../src/core/report.js';
import { processesWith } from '../execution/run-folder.js';
import { CliProject, finished, MAIN, until } from '../cli/cli-project.js';
import { describeWithSlurm, LoopbackCluster } from './loopback-cluster.js';

/** A "training" that draws seeded numbers and takes as long as it is told; it can fail. */
const SCRIPT = `import os, random, sys, time
SEED = 3
random.seed(SEED)
while os.path.exists(os.environ.get("GATE", "/nowhere")):
    time.sleep(0.05)
if "--fail" in sys.argv:
    raise ValueError("no such luck")
scale = 1.0 if "--no-scale" in sys.argv else 2.0
shift = 0.0 if "--no-shift" in sys.argv else 1.0
print("accuracy=%.12f" % (scale * random.random() + shift))
`;
const STUDY = 'components:\n  - { name: scale, args: --no-scale }\n  - { name: shift, args: --no-shift }\n';
/** Longer than Slurm's own programs wait for it. */
const CONTROLLER_AWAY_MS = 60_000;
const PYTHON = ['--python', '/usr/bin/python3'];
const SLURM = ['--executor', 'slurm', '--mem', '100'];
const RUN = ['run', 'train.py', ...PYTHON, ...SLURM, '--seeds'];

describeWithSlurm('a study on Slurm', () => {
  let cluster: LoopbackCluster;

  beforeAll(() => {
    cluster = new LoopbackCluster();
  });
  afterAll(() => {
    cluster[Symbol.dispose]();
  });

  const start = (project: CliProject, words: readonly string[], more: Record<string, string> = {}) =>
    project.start(words, { ...cluster.environment, ...more });
  const run = (project: CliProject, words: readonly string[], more: Record<string, string> = {}) =>
    finished(start(project, words, more));

  test('has the numbers of one on this machine, and says where it ran', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const onSlurm = await run(project, [...RUN, '3', '--name', 'cluster']);
    expect(onSlurm.code, onSlurm.stderr).toBe(0);
    const here = await project.run(['run', 'train.py', ...PYTHON, '--seeds', '3', '--name', 'here']);
    expect(here.code, here.stderr).toBe(0);
    const [cluster, local] = [project.report('cluster'), project.report('here')];
    expect(numbersOf(cluster)).toEqual(numbersOf(local));
    expect(cluster.baselineGate).toEqual(local.baselineGate);
    expect(cluster.reproducibility).toEqual({ kind: 'identical' });
    expect(cluster.trials.map(({ verdict }) => verdict)).toEqual(local.trials.map(({ verdict }) => verdict));
    const nodes = cluster.study.environment.slurmNodes ?? [];
    expect(nodes.length).toBeGreaterThan(0);
    expect(['n1', 'n2']).toEqual(expect.arrayContaining([...nodes]));
    expect(project.read('ablationmage_outputs/cluster/report.md')).toContain('as jobs of Slurm on');
  });

  test('executes nothing of the user’s here, and hands no key on', async () => {
    const tells =
      'print("host", os.environ.get("SLURM_JOB_ID"), "array", os.environ.get("SLURM_ARRAY_TASK_ID"), "key", os.environ.get("OPENAI_API_KEY"), "own", os.environ.get("MY_CHOICE"))';
    using project = new CliProject({ 'train.py': `${SCRIPT}${tells}\n`, 'ablation.yaml': STUDY });
    const study = await run(project, [...RUN, '1'], { OPENAI_API_KEY: 'sk-secret-0123456789', MY_CHOICE: '7' });
    expect(study.code, study.stderr).toBe(0);
    const logs = logsBelow(path.join(project.directory, 'ablationmage_outputs/train'), 'stdout.log');
    expect(logs.length).toBeGreaterThanOrEqual(6);
    for (const log of logs) expect(log).toMatch(/host \d+ array None key None own 7/);
    const batch = logsBelow(path.join(project.directory, 'ablationmage_outputs/train/slurm'), '');
    expect(batch.join('\n')).not.toContain('sk-secret');
  });

  test('hands 200 runs over as one array', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const study = await run(project, [...RUN, '67', '--jobs', '4']);
    expect(study.code, study.stderr).toBe(0);
    expect(study.stderr).toContain('201 runs, as an array of 201 tasks');
    expect(resultsOf(project).size).toBe(201);
    expect([...resultsOf(project).values()].every((count) => count === 1)).toBe(true);
  });

  test('names a run that fails, and goes on with the others', async () => {
    using project = new CliProject({
      'train.py': SCRIPT,
      'ablation.yaml': `${STUDY}  - { name: luck, args: --fail }\n`,
    });
    const study = await run(project, [...RUN, '2', '--accept', 'luck']);
    expect(study.code, study.stderr).toBe(1);
    const { trials } = project.report();
    const luck = trials.find(({ id }) => id === 'luck');
    expect(JSON.stringify(luck?.failures)).toContain('no such luck');
    expect(trials.filter(({ id }) => id !== 'luck').every(({ failures }) => failures.length === 0)).toBe(true);
  });

  test('submits nothing more when the baseline does not come through its first steps', async () => {
    using project = new CliProject({ 'train.py': `raise SystemExit("broken")\n${SCRIPT}`, 'ablation.yaml': STUDY });
    const study = await run(project, [...RUN, '2']);
    expect(study.code).toBe(2);
    expect(study.stderr).toContain('did not come through its first steps');
    expect(batchesOf(project)).toHaveLength(1);
  });

  test('leaves with --detach, tells how far it is, and is taken up again', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const left = await run(project, [...RUN, '3', '--detach']);
    expect(left.code, left.stderr).toBe(0);
    expect(left.stderr).toContain('The runs go on in Slurm');
    const status = await run(project, ['status', '--json']);
    expect(JSON.parse(status.stdout)).toMatchObject({ state: 'left-running', runs: 9 });
    const here = await project.run(['run', 'train.py', ...PYTHON, '--seeds', '3']);
    expect(here.code).toBe(2);
    expect(here.stderr).toContain('Runs of this study are with Slurm');
    const resumed = await run(project, ['resume']);
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(resultsOf(project).size).toBe(9);
    expect([...resultsOf(project).values()].every((count) => count === 1)).toBe(true);
    const over = await run(project, ['status']);
    expect(over.stdout).toContain('finished\n');
  });

  test('makes the table of what was submitted, whatever became of the sources since', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY, gate: '' });
    const gate = path.join(project.directory, 'gate');
    rmSync(gate);
    await run(project, [...RUN, '1']);
    project.write({ gate: '' });
    const left = await run(project, [...RUN, '2', '--detach'], { GATE: gate });
    expect(left.code, left.stderr).toBe(0);
    project.write({ 'train.py': SCRIPT.replace('random.random()', '7 * random.random()') });
    const jobs = () => cluster.ask('squeue', '-h', '-r', '-t', 'R,PD', '-o', '%i');
    const before = jobs();
    const other = await run(project, [...RUN, '2']);
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('not what this command asks for');
    expect(jobs()).toBe(before);
    rmSync(gate);
    const resumed = await run(project, ['resume']);
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(resultsOf(project).size).toBe(6);
    const values = project
      .report()
      .runs.map(({ metrics }) => metrics.find(({ metric }) => metric === 'accuracy')?.value);
    for (const value of values) expect(value).toBeLessThanOrEqual(3);
  });

  test('interrupted before its runs are submitted, it has runs that were not made, and none that failed', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const study = start(project, [...RUN, '2']);
    study.stderr?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('shift: ')) study.kill('SIGINT');
    });
    const { code, stdout } = await finished(study);
    expect(code).toBe(130);
    expect(stdout).not.toContain('failed');
    expect(eventsOf(project).filter(({ type }) => type === 'run-ended')).toEqual([]);
    const resumed = await run(project, ['resume']);
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(resultsOf(project).size).toBe(6);
  });

  test.each(['p %j', String.raw`b\s 100%`, "it's"])('works in a folder called %s', async (name) => {
    using project = new CliProject({ [`${name}/train.py`]: SCRIPT, [`${name}/ablation.yaml`]: STUDY });
    const study = await finished(
      spawn(process.execPath, [MAIN, ...RUN, '1', '--quiet'], {
        cwd: path.join(project.directory, name),
        env: { ...process.env, ...cluster.environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
    expect(study.code, study.stderr).toBe(0);
  });

  test('is seen through by a controlling job', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const left = await run(project, [...RUN, '2', '--controller-job']);
    expect(left.code, left.stderr).toBe(0);
    expect(left.stderr).toMatch(/job \d+ sees them through/);
    await until(
      () => eventsOf(project).at(-1)?.type === 'study-ended' && resultsOf(project).size === 6,
      'it is done',
      120_000,
    );
    const [, ...variants] = project.report().trials;
    expect(variants.map(({ finding }) => finding?.kind)).not.toContain(undefined);
  });

  test('is taken up after kill -9 of the controller: no run is lost, none made twice', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const words = [...RUN, '2'];
    const first = start(project, words);
    await until(() => batchesOf(project).length >= 2, 'the runs are submitted', 60_000);
    first.kill('SIGKILL');
    await finished(first);
    const again = await run(project, words);
    expect(again.code, again.stderr).toBe(0);
    expect(resultsOf(project).size).toBe(6);
    expect([...resultsOf(project).values()].every((count) => count === 1)).toBe(true);
  });

  test('submits nothing twice where Slurm took a job and could not say so', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const PATH = pathWithSbatch(project, 'echo "sbatch: error: Unable to contact slurm controller" >&2; exit 1');
    const study = await run(project, [...RUN, '2'], { PATH });
    expect(study.code, study.stderr).toBe(0);
    expect(study.stderr).toContain('Slurm takes no job now');
    expectOneJobPerBatch(project);
  });

  test('submits nothing twice after kill -9 between Slurm taking a job and saying so', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const PATH = pathWithSbatch(project, 'exec sleep 300');
    const first = start(project, [...RUN, '2'], { PATH });
    const said = path.join(project.directory, 'said');
    await until(() => existsSync(said) && readFileSync(said, 'utf8') !== '', 'Slurm has taken the job', 60_000);
    first.kill('SIGKILL');
    await until(() => cluster.ask('squeue', '-h').trim() === '', 'the job is done', 60_000);
    const again = await run(project, [...RUN, '2']);
    expect(again.code, again.stderr).toBe(0);
    expectOneJobPerBatch(project);
  });

  test('interrupted while Slurm is silent, it is asked what becomes of the jobs, and cancels them when Slurm answers', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    await run(project, [...RUN, '1']);
    project.write({ gate: '' });
    const gate = path.join(project.directory, 'gate');
    // What is typed comes through a terminal.
    const command = [process.execPath, MAIN, ...RUN, '4'].map((word) => `'${word}'`).join(' ');
    const inTerminal = ['--quiet', '--return', '--command', `stty cols 100 rows 30; ${command}`, '/dev/null'];
    const terminal = spawn('script', inTerminal, {
      cwd: project.directory,
      env: { ...process.env, ...cluster.environment, GATE: gate },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let shown = '';
    terminal.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString()));
    const ended = finished(terminal);
    await until(() => cluster.ask('squeue', '-h', '-r', '-t', 'R').trim().split('\n').length >= 2, 'they run', 60_000);
    cluster.stopController();
    terminal.stdin.write('\u0003');
    await until(() => shown.includes('Cancel them'), 'it asks');
    terminal.stdin.write('\u001B[B\r');
    await new Promise((resolve) => setTimeout(resolve, 8000));
    cluster.startController();
    const { code } = await ended;
    expect(code, shown).toBe(130);
    expect(cluster.ask('squeue', '-h').trim()).toBe('');
    await until(() => processesWith(`${project.directory}/`).length === 0, 'nothing is left running');
    rmSync(gate);
    const again = await run(project, ['resume']);
    expect(again.code, again.stderr).toBe(0);
    expect(project.report().trials.every(({ failures }) => failures.length === 0)).toBe(true);
  });

  test('makes again what a node took with it', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    await run(project, [...RUN, '1']);
    project.write({ gate: '' });
    const gate = path.join(project.directory, 'gate');
    const words = [...RUN, '4'];
    const study = start(project, words, { GATE: gate });
    const ended = finished(study);
    const running = () => cluster.ask('squeue', '-h', '-r', '-t', 'R', '-o', '%N %M');
    await until(() => /n2 0:0[2-9]/.test(running()), 'a run is at the gate on n2', 60_000);
    cluster.killNode('n2');
    rmSync(gate);
    await until(() => cluster.ask('sinfo', '-h', '-N', '-n', 'n2', '-o', '%T').includes('down'), 'n2 is down', 60_000);
    cluster.startNode('n2');
    const { code, stderr } = await ended;
    expect(code, stderr).toBe(0);
    const events = eventsOf(project);
    const lost = events.filter((event) => event.type === 'run-ended' && event.outcome.kind === 'failed');
    expect(lost.length).toBeGreaterThan(0);
    expect(project.report().trials.every(({ failures }) => failures.length === 0)).toBe(true);
  });

  test('waits while Slurm’s own controller is down', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY, gate: '' });
    const gate = path.join(project.directory, 'gate');
    const study = start(project, [...RUN, '2', '--name', 'down'], { GATE: gate });
    const ended = finished(study);
    // The smoke job waits at the gate.
    await until(() => cluster.ask('squeue', '-h', '-t', 'R').trim() !== '', 'something runs', 60_000);
    cluster.stopController();
    rmSync(gate);
    await new Promise((resolve) => setTimeout(resolve, CONTROLLER_AWAY_MS));
    cluster.startController();
    const { code, stderr } = await ended;
    expect(code, stderr).toBe(0);
    expect(resultsOf(project, 'down').size).toBe(6);
  });

  test('says so where somebody cancels it in Slurm, and goes on when asked again', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    await run(project, [...RUN, '1']);
    project.write({ gate: '' });
    const gate = path.join(project.directory, 'gate');
    const study = start(project, [...RUN, '5'], { GATE: gate });
    const ended = finished(study);
    await until(() => cluster.ask('squeue', '-h', '-r', '-t', 'R').trim().split('\n').length >= 2, 'they run', 60_000);
    cluster.ask('scancel', '--user=root');
    const { code, stderr } = await ended;
    expect(code, stderr).toBe(1);
    expect(stderr).toContain('cancelled');
    rmSync(gate);
    const again = await run(project, ['resume']);
    expect(again.code, again.stderr).toBe(0);
    expect(project.report().trials.every(({ failures }) => failures.length === 0)).toBe(true);
    await until(() => processesWith(`${project.directory}/`).length === 0, 'nothing is left running');
  });

  test('tells that a job will never start', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const study = await run(project, [...RUN, '1', '--time', '5h']);
    expect(study.code).toBe(2);
    expect(study.stderr).toMatch(/never start|refused/);
    expect(study.stderr).toContain('time');
    expect(cluster.ask('squeue', '-h').trim()).toBe('');
  });

  test('tells a run that was too long for its job', async () => {
    const long = SCRIPT.replace(
      'if "--fail"',
      'if "--no-shift" in sys.argv and "smoke" not in os.environ.get("ABLATIONMAGE_METRICS", ""):\n    time.sleep(300)\nif "--fail"',
    );
    using project = new CliProject({ 'train.py': long, 'ablation.yaml': STUDY });
    const study = await run(project, [...RUN, '1', '--time', '1', '--only', 'shift']);
    expect(study.code, study.stderr).toBe(1);
    const shift = project.report().trials.find(({ id }) => id === 'shift');
    expect(JSON.stringify(shift?.failures)).toContain('timed-out');
  });
});

function numbersOf(report: Report): unknown {
  return report.runs.map(({ trialId, seedIndex, metrics }) => [trialId, seedIndex, metrics]);
}

function eventsOf(project: CliProject, study = 'train'): KeptEvent[] {
  const lines = project.read(`ablationmage_outputs/${study}/events.jsonl`).split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as KeptEvent);
}

/** How many completed results each run has. */
function resultsOf(project: CliProject, study = 'train'): Map<string, number> {
  const counts = new Map<string, number>();
  for (const event of eventsOf(project, study)) {
    if (event.type !== 'run-ended' || event.outcome.kind !== 'completed') continue;
    const key = `${event.run.trialId} ${event.run.seedIndex}`;
    counts.set(key, 1 + (counts.get(key) ?? 0));
  }
  return counts;
}

/** A search path with an `sbatch` that submits its first job and then does something else than say so. */
function pathWithSbatch(project: CliProject, then: string): string {
  const said = path.join(project.directory, 'said');
  const real = '/usr/bin/sbatch';
  project.write({
    'bin/sbatch': `#!/bin/sh\nif [ -e ${said} ]; then exec ${real} "$@"; fi\n${real} "$@" >${said}\n${then}\n`,
  });
  chmodSync(path.join(project.directory, 'bin/sbatch'), 0o755);
  return `${path.join(project.directory, 'bin')}:${process.env.PATH ?? ''}`;
}

function expectOneJobPerBatch(project: CliProject): void {
  const slurm = path.join(project.directory, 'ablationmage_outputs/train/slurm');
  for (const name of batchesOf(project)) {
    expect(JSON.parse(readFileSync(path.join(slurm, name, 'jobs.json'), 'utf8'))).toHaveLength(1);
  }
  expect([...resultsOf(project).values()].every((count) => count === 1)).toBe(true);
}

function batchesOf(project: CliProject): string[] {
  const folder = path.join(project.directory, 'ablationmage_outputs/train/slurm');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'jobs.json')));
}

function logsBelow(folder: string, name: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(name))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
}
