import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { processesWith } from '../execution/run-folder.js';
import { CliProject, finished, until } from '../cli/cli-project.js';
import { describeOnSlurm } from './loopback-cluster.js';
import {
  batchesOf,
  claimsOf,
  eventsOf,
  expectOneJobPerBatch,
  pathWith,
  pathWithSbatch,
  PYTHON,
  resultsOf,
  RUN,
  SCRIPT,
  STUDY,
} from './slurm-project.js';

describeOnSlurm('a study that is left to Slurm', (cluster) => {
  test('leaves with --detach, tells how far it is, and is taken up again', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const left = await cluster.run(project, [...RUN, '3', '--detach']);
    expect(left.code, left.stderr).toBe(0);
    expect(left.stderr).toContain('The runs go on in Slurm');
    const status = await cluster.run(project, ['status', '--json']);
    expect(JSON.parse(status.stdout)).toMatchObject({ state: 'left-running', runs: 9 });
    const here = await project.run(['run', 'train.py', ...PYTHON, '--seeds', '3']);
    expect(here.code).toBe(2);
    expect(here.stderr).toContain('Runs of this study are with Slurm');
    const resumed = await cluster.run(project, ['resume']);
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(resultsOf(project).size).toBe(9);
    expect([...resultsOf(project).values()].every((count) => count === 1)).toBe(true);
    const over = await cluster.run(project, ['status']);
    expect(over.stdout).toContain('finished\n');
  });

  test('makes the table of what was submitted, whatever became of the sources since', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY, gate: '' });
    const gate = path.join(project.directory, 'gate');
    rmSync(gate);
    await cluster.run(project, [...RUN, '1']);
    project.write({ gate: '' });
    const left = await cluster.run(project, [...RUN, '2', '--detach'], { GATE: gate });
    expect(left.code, left.stderr).toBe(0);
    project.write({ 'train.py': SCRIPT.replace('random.random()', '7 * random.random()') });
    const jobs = () => cluster.ask('squeue', '-h', '-r', '-t', 'R,PD', '-o', '%i');
    const before = jobs();
    const other = await cluster.run(project, [...RUN, '2']);
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('not what this command asks for');
    expect(jobs()).toBe(before);
    project.write({ 'ablation.yaml': STUDY.split('\n').slice(0, 2).join('\n') });
    const starts = () => eventsOf(project).filter(({ type }) => type === 'study-started').length;
    const startsBefore = starts();
    const resuming = finished(cluster.start(project, ['resume']));
    await until(() => starts() > startsBefore, 'it is taken up', 60_000);
    rmSync(gate);
    const resumed = await resuming;
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(resultsOf(project).size).toBe(6);
    const values = project
      .report()
      .runs.map(({ metrics }) => metrics.find(({ metric }) => metric === 'accuracy')?.value);
    for (const value of values) expect(value).toBeLessThanOrEqual(3);
  });

  test('makes what is left with the data that was there when it was submitted last, not only with what was there first', async () => {
    const reads = `${SCRIPT}open(os.environ.get("DATA", os.devnull)).close()\n`;
    using project = new CliProject({ 'train.py': reads, 'ablation.yaml': STUDY, 'data/one.csv': '1' });
    await cluster.run(project, [...RUN, '1', '--detach']);
    project.write({ 'data/two.csv': '2', 'data/gate.csv': '' });
    const environment = { GATE: path.join(project.directory, 'data/gate.csv'), DATA: 'data/two.csv' };
    const left = await cluster.run(project, [...RUN, '2', '--detach'], environment);
    expect(left.code, left.stderr).toBe(0);
    rmSync(environment.GATE);
    const resumed = await cluster.run(project, ['resume'], environment);
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(project.report().runs.map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'completed'));
    // The repetition of the baseline is what the last start still had to submit.
    expect(project.report().reproducibility).toEqual({ kind: 'identical' });
  });

  test('is taken up where its ablation.yaml is gone', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const left = await cluster.run(project, [...RUN, '1', '--detach']);
    expect(left.code, left.stderr).toBe(0);
    rmSync(path.join(project.directory, 'ablation.yaml'));
    const resumed = await cluster.run(project, ['resume']);
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(resultsOf(project).size).toBe(3);
  });

  test('interrupted before its runs are submitted, it has runs that were not made, and none that failed', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const study = cluster.start(project, [...RUN, '2']);
    study.stderr?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('shift: ')) study.kill('SIGINT');
    });
    const { code, stdout } = await finished(study);
    expect(code).toBe(130);
    expect(stdout).not.toContain('failed');
    expect(eventsOf(project).filter(({ type }) => type === 'run-ended')).toEqual([]);
    const resumed = await cluster.run(project, ['resume']);
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(resultsOf(project).size).toBe(6);
  });

  test('is seen through by a controlling job', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const left = await cluster.run(project, [...RUN, '2', '--controller-job']);
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

  test('tells of what Slurm has ended since it left', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    await cluster.run(project, [...RUN, '1']);
    project.write({ gate: '' });
    const gate = path.join(project.directory, 'gate');
    await cluster.run(project, [...RUN, '2', '--detach'], { GATE: gate });
    const list = path.join(project.directory, 'ablationmage_outputs/train/slurm', batchesOf(project).at(-1) ?? '');
    await until(() => readdirSync(path.join(list, 'claims')).length === 3, 'they run', 60_000);
    const underWay = await cluster.run(project, ['status']);
    expect(underWay.stdout).toMatch(/3 under way, 0 waiting\nTasks {4}3 running/);
    cluster.ask('scancel', '--user=root');
    await until(() => cluster.ask('squeue', '-h').trim() === '', 'they are gone', 60_000);
    const gone = await cluster.run(project, ['status']);
    expect(gone.stdout).toContain('0 under way, 0 waiting; 3 whose task has ended without their result');
    expect(gone.stdout).toContain('`ablationmage resume` takes in what its jobs left, and makes the rest');
  });

  test('leaves its jobs to another host that has taken it over while it was stopped', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    await cluster.run(project, [...RUN, '1']);
    const gate = path.join(project.directory, 'gate');
    project.write({ gate: '' });
    const first = cluster.start(project, [...RUN, '2'], { GATE: gate });
    const ended = finished(first);
    const running = () => cluster.ask('squeue', '-h', '-r', '-t', 'R', '-o', '%i').trim().split('\n');
    await until(() => running().length === 3, 'they run', 60_000);
    first.kill('SIGSTOP');
    const study = path.join(project.directory, 'ablationmage_outputs/train');
    rmSync(path.join(study, 'lock'), { recursive: true });
    mkdirSync(path.join(study, 'lock'));
    writeFileSync(path.join(study, 'lock.json'), '{"host":"elsewhere","pid":7,"since":"2026-01-01T00:00:00.000Z"}');
    const before = [running(), eventsOf(project)];
    first.kill('SIGCONT');
    const { code, stderr } = await ended;
    expect(code).toBe(2);
    expect(stderr).toContain('taken over by process 7 on elsewhere');
    expect(stderr).toContain('those in Slurm go on');
    // That is the other one's to do.
    expect(stderr).not.toContain('ablationmage resume');
    expect([running(), eventsOf(project)]).toEqual(before);
    rmSync(path.join(study, 'lock'), { recursive: true });
    rmSync(gate);
    const resumed = await cluster.run(project, ['resume']);
    expect(resumed.code, resumed.stderr).toBe(0);
    expect([...resultsOf(project).values()]).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test('is taken up after kill -9 of the controller: no run is lost, none made twice', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const words = [...RUN, '2'];
    const first = cluster.start(project, words);
    await until(() => batchesOf(project).length >= 2, 'the runs are submitted', 60_000);
    first.kill('SIGKILL');
    await finished(first);
    const again = await cluster.run(project, words);
    expect(again.code, again.stderr).toBe(0);
    expect(resultsOf(project).size).toBe(6);
    expect([...resultsOf(project).values()].every((count) => count === 1)).toBe(true);
  });

  test.each([
    ['does not answer', 'echo "sbatch: error: Unable to contact slurm controller" >&2; exit 1'],
    ['says that it failed', 'echo "sbatch: error: Batch job submission failed: Unspecified error" >&2; exit 1'],
    ['is ended', 'kill -9 $$'],
    ['says nothing', 'exit 0'],
    ['says more', 'echo "Welcome to the cluster"; cat SAID'],
  ])('submits nothing twice where Slurm took a job and sbatch %s', async (_name, then) => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const study = await cluster.run(project, [...RUN, '1'], { PATH: pathWithSbatch(project, then, 2) });
    expect(study.code, study.stderr).toBe(0);
    expectOneJobPerBatch(project);
    expect(eventsOf(project).filter(({ type }) => type === 'run-ended')).toHaveLength(3);
  });

  test('submits nothing twice after kill -9 between Slurm taking a job and saying so', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const PATH = pathWithSbatch(project, 'exec sleep 300');
    const first = cluster.start(project, [...RUN, '2'], { PATH });
    const said = path.join(project.directory, 'said');
    await until(() => existsSync(said) && readFileSync(said, 'utf8') !== '', 'Slurm has taken the job', 60_000);
    first.kill('SIGKILL');
    await until(() => cluster.ask('squeue', '-h').trim() === '', 'the job is done', 60_000);
    const again = await cluster.run(project, [...RUN, '2']);
    expect(again.code, again.stderr).toBe(0);
    expectOneJobPerBatch(project);
  });

  test('interrupted while Slurm is silent, it is asked what becomes of the jobs, and cancels them when Slurm answers', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    await cluster.run(project, [...RUN, '1']);
    project.write({ gate: '' });
    const gate = path.join(project.directory, 'gate');
    const terminal = cluster.startInTerminal(project, [...RUN, '4'], { GATE: gate });
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
    const again = await cluster.run(project, ['resume']);
    expect(again.code, again.stderr).toBe(0);
    expect(project.report().trials.every(({ failures }) => failures.length === 0)).toBe(true);
  });

  test('interrupted during the submission, it loses no run; the question ends with the runs', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const PATH = pathWithSbatch(project, 'sleep 3; cat SAID', 2);
    const terminal = cluster.startInTerminal(project, [...RUN, '1'], { PATH });
    let shown = '';
    terminal.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString()));
    const ended = finished(terminal);
    const said = path.join(project.directory, 'said');
    await until(() => existsSync(said) && readFileSync(said, 'utf8') !== '', 'Slurm has taken the job', 60_000);
    terminal.stdin.write('\u0003');
    await ended;
    expect(shown).toContain('3 runs of this study are with Slurm (being submitted)');
    expect(shown).not.toContain('could not start');
    expect([...resultsOf(project).values()]).toEqual([1, 1, 1]);
    expectOneJobPerBatch(project);
  });

  test('with --rerun begins nothing, and withdraws nothing, while Slurm cannot end what is not wanted any more', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY, gate: '' });
    const gate = path.join(project.directory, 'gate');
    rmSync(gate);
    await cluster.run(project, [...RUN, '1']);
    project.write({ gate: '' });
    await cluster.run(project, [...RUN, '3', '--detach'], { GATE: gate });
    await until(() => claimsOf(project).length === 4, 'they run', 60_000);
    project.write({ 'train.py': SCRIPT.replace('random.random()', '7 * random.random()') });
    cluster.stopController();
    const refused = await cluster.run(project, [...RUN, '3', '--rerun']);
    cluster.startController();
    expect(refused.code, refused.stderr).toBe(2);
    expect(refused.stderr).toContain('Nothing was submitted');
    expect(refused.stderr).not.toContain('Cancelled');
    expect(claimsOf(project)).toHaveLength(4);
    rmSync(gate);
    const again = await cluster.run(project, [...RUN, '3', '--rerun']);
    expect(again.code, again.stderr).toBe(0);
    expect(project.report().trials.every(({ failures }) => failures.length === 0)).toBe(true);
  });

  test('leaves at once while squeue hangs: when it takes runs up, when it waits for them, when it only looks', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    await cluster.run(project, [...RUN, '1']);
    project.write({ gate: '' });
    const hang = path.join(project.directory, 'hang');
    const PATH = pathWith(project, 'squeue', `[ -e ${hang} ] || exec REAL "$@"\nASKED=${hang} sleep 600`);
    const environment = { GATE: path.join(project.directory, 'gate'), PATH };
    const asked = () => processesWith(`ASKED=${hang}`).length > 0;

    const waiting = cluster.startInTerminal(project, [...RUN, '2'], environment);
    let shown = '';
    waiting.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString()));
    await until(() => claimsOf(project).length === 3 && / of \d+ runs/.test(shown), 'they run', 60_000);
    project.write({ hang: '' });
    await until(asked, 'Slurm is asked', 60_000);
    waiting.stdin.write('\u0003');
    await until(() => shown.includes('Let them go on'), 'it asks');
    waiting.stdin.write('\r');
    expect(await endOf(waiting), shown).toBe(130);
    expect(shown).not.toContain('Slurm does not answer');

    for (const word of ['resume', 'status']) {
      const command = cluster.start(project, [word], environment);
      await until(asked, 'Slurm is asked');
      command.kill('SIGINT');
      expect(await endOf(command)).toBe(130);
      expect(asked()).toBe(false);
    }
    rmSync(hang);
    rmSync(environment.GATE);
    const resumed = await cluster.run(project, ['resume']);
    expect(resumed.code, resumed.stderr).toBe(0);
    expect([...resultsOf(project).values()]).toEqual([1, 1, 1, 1, 1, 1]);
  });
});

/** The exit code of what is to end soon. */
async function endOf(child: ChildProcess): Promise<number | null> {
  let code: number | null | undefined;
  child.once('close', (exitCode) => (code = exitCode));
  await until(() => code !== undefined, 'it ends', 20_000);
  return code ?? null;
}
