import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { processesWith } from '../execution/run-folder.js';
import { CliProject, finished, until } from '../cli/cli-project.js';
import { processesNaming } from '../cli/processes-naming.js';
import { describeOnSlurm } from './loopback-cluster.js';
import { batchesOf, eventsOf, expectOneJobPerBatch, pathWith, resultsOf, RUN, SCRIPT, STUDY } from './slurm-project.js';

/** Longer than Slurm's own programs wait for it. */
const CONTROLLER_AWAY_MS = 60_000;

describeOnSlurm('a run on Slurm whose job ends otherwise than it', (cluster) => {
  test('makes again what a node took with it', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    await cluster.run(project, [...RUN, '1']);
    project.write({ gate: '' });
    const gate = path.join(project.directory, 'gate');
    const words = [...RUN, '4'];
    const study = cluster.start(project, words, { GATE: gate });
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

  test('makes nothing again beside a process that goes on, whatever Slurm says of it', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    await cluster.run(project, [...RUN, '1']);
    project.write({ gate: '' });
    const gate = path.join(project.directory, 'gate');
    const ended = finished(cluster.start(project, [...RUN, '2'], { GATE: gate }));
    const slurm = path.join(project.directory, 'ablationmage_outputs/train/slurm');
    const latest = () => batchesOf(project).at(-1) ?? '';
    const claims = () => readdirSync(path.join(slurm, latest(), 'claims')).filter((name) => /^\d+$/.test(name));
    await until(() => claims().length === 3, 'three tasks have a run', 60_000);
    const list = latest();
    const [task = 0] = processesNaming(`SLURM_JOB_NAME=ablationmage-${list.split('-').at(-1) ?? ''}`);
    const id = taskOf(task);
    // What watches over it on its node.
    process.kill(parentOf(task), 'SIGKILL');
    const state = () => cluster.ask('squeue', '-h', '-t', 'all', '-j', id, '-o', '%T').trim();
    await until(() => !/RUNNING|COMPLETING/.test(state()), 'Slurm takes it for ended', 150_000);
    const beats = () =>
      (JSON.parse(readFileSync(path.join(slurm, list, 'tasks', id), 'utf8')) as { beats: number }).beats;
    const before = beats();
    await until(() => beats() >= before + 2, 'it has given two more signs of life', 60_000);
    rmSync(gate);
    const { code, stderr } = await ended;
    expect(code, stderr).toBe(0);
    expect(eventsOf(project).filter((event) => event.type === 'run-ended' && event.outcome.attempt > 1)).toEqual([]);
  });

  test('waits while Slurm’s own controller is down', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY, gate: '' });
    const gate = path.join(project.directory, 'gate');
    const study = cluster.start(project, [...RUN, '2', '--name', 'down'], { GATE: gate });
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
    await cluster.run(project, [...RUN, '1']);
    project.write({ gate: '' });
    const gate = path.join(project.directory, 'gate');
    const study = cluster.start(project, [...RUN, '5'], { GATE: gate });
    const ended = finished(study);
    await until(() => cluster.ask('squeue', '-h', '-r', '-t', 'R').trim().split('\n').length >= 2, 'they run', 60_000);
    cluster.ask('scancel', '--user=root');
    const { code, stderr } = await ended;
    expect(code, stderr).toBe(1);
    expect(stderr).toContain('cancelled');
    const status = await cluster.run(project, ['status']);
    expect(status.stdout).toMatch(/completed, \d+ cancelled\n/);
    expect(status.stdout).toContain('`ablationmage resume` makes the runs that were cancelled');
    rmSync(gate);
    const again = await cluster.run(project, ['resume']);
    expect(again.code, again.stderr).toBe(0);
    expect(project.report().trials.every(({ failures }) => failures.length === 0)).toBe(true);
    // A task that Slurm is about to start is no process yet.
    await until(() => cluster.ask('squeue', '-h').trim() === '', 'nothing waits or runs', 60_000);
    await until(() => processesWith(`${project.directory}/`).length === 0, 'nothing is left running');
  });

  test('says so where somebody cancels its first steps in Slurm', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY, gate: '' });
    const ended = finished(cluster.start(project, [...RUN, '1'], { GATE: path.join(project.directory, 'gate') }));
    await until(() => cluster.ask('squeue', '-h', '-t', 'R').trim() !== '', 'something runs', 60_000);
    cluster.ask('scancel', '--user=root');
    const { code, stderr } = await ended;
    expect(code).toBe(2);
    expect(stderr).toContain('its smoke run was cancelled');
  });

  test.each([
    ['is empty', 'exit 0'],
    ['is only what a site’s own wrapper says', 'echo "Welcome to the cluster"'],
  ])('submits once where Slurm’s list %s while its job waits', async (_name, lines) => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    await cluster.run(project, [...RUN, '1']);
    const PATH = pathWith(project, 'squeue', lines);
    const study = await cluster.run(project, [...RUN, '3', '--sbatch=--begin=now+20'], { PATH });
    expect(study.code, study.stderr).toBe(0);
    expectOneJobPerBatch(project);
    expect(resultsOf(project).size).toBe(9);
  });

  test('tells that a job will never start', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const study = await cluster.run(project, [...RUN, '1', '--time', '5h']);
    expect(study.code).toBe(2);
    expect(study.stderr).toMatch(/never start|refused/);
    expect(study.stderr).toContain('time');
    expect(cluster.ask('squeue', '-h').trim()).toBe('');
  });

  test('tells a run that was too long for its job', async () => {
    // The others take long enough for the long one to have a task, and so all of its time, for itself.
    const long = SCRIPT.replace(
      'if "--fail"',
      'if "smoke" not in os.environ.get("ABLATIONMAGE_METRICS", ""):\n    time.sleep(300 if "--no-shift" in sys.argv else 10)\nif "--fail"',
    );
    using project = new CliProject({ 'train.py': long, 'ablation.yaml': STUDY });
    const study = await cluster.run(project, [...RUN, '1', '--time', '1', '--only', 'shift']);
    expect(study.code, study.stderr).toBe(1);
    const shift = project.report().trials.find(({ id }) => id === 'shift');
    expect(JSON.stringify(shift?.failures)).toContain('timed-out');
  });

  test('tells a run that was too long for a job that is told ahead, and makes it once', async () => {
    const long = SCRIPT.replace(
      'if "--fail"',
      'if "smoke" not in os.environ.get("ABLATIONMAGE_METRICS", ""):\n    time.sleep(300)\nif "--fail"',
    );
    using project = new CliProject({ 'train.py': long, 'ablation.yaml': STUDY });
    const study = await cluster.run(project, [...RUN, '1', '--time', '1', '--sbatch=--signal=B:TERM@40']);
    // The baseline has no result either.
    expect(study.code, study.stderr).toBe(2);
    expect(study.stderr).toMatch(/baseline, seed \d+: failed: timed out/);
    expect(study.stderr).toContain('Give it more time with --time 2h');
    expect(study.stderr).not.toMatch(/lost|\(0\.0 s\)/);
    const ends = eventsOf(project).filter(({ type }) => type === 'run-ended');
    expect(ends).toHaveLength(3);
    expect(JSON.stringify(ends)).toContain('before its time was up');
  });
});

/** `123_4`: the task of Slurm that a process is. */
function taskOf(pid: number): string {
  const entries = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  const valueOf = (name: string) => entries.find((entry) => entry.startsWith(`${name}=`))?.slice(name.length + 1);
  return `${valueOf('SLURM_ARRAY_JOB_ID') ?? ''}_${valueOf('SLURM_ARRAY_TASK_ID') ?? ''}`;
}

function parentOf(pid: number): number {
  return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1]);
}
