import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from '../../../src/core/report.js';
import { CliProject, finished, MAIN, until } from '../cli/cli-project.js';
import { describeOnSlurm } from './loopback-cluster.js';
import { batchesOf, PYTHON, resultsOf, RUN, SCRIPT, STUDY } from './slurm-project.js';

describeOnSlurm('a study on Slurm', (cluster) => {
  test('has the numbers of one on this machine, and says where it ran', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const onSlurm = await cluster.run(project, [...RUN, '3', '--name', 'cluster']);
    expect(onSlurm.code, onSlurm.stderr).toBe(0);
    const here = await project.run(['run', 'train.py', ...PYTHON, '--seeds', '3', '--name', 'here']);
    expect(here.code, here.stderr).toBe(0);
    const [there, local] = [project.report('cluster'), project.report('here')];
    expect(numbersOf(there)).toEqual(numbersOf(local));
    expect(there.baselineGate).toEqual(local.baselineGate);
    expect(there.reproducibility).toEqual({ kind: 'identical' });
    expect(there.trials.map(({ verdict }) => verdict)).toEqual(local.trials.map(({ verdict }) => verdict));
    const nodes = there.study.environment.slurmNodes ?? [];
    expect(nodes.length).toBeGreaterThan(0);
    expect(['n1', 'n2']).toEqual(expect.arrayContaining([...nodes]));
    expect(project.read('ablationmage_outputs/cluster/report.md')).toContain('as jobs of Slurm on');
  });

  test('executes nothing of the user’s here, and hands no key on', async () => {
    const tells =
      'print("host", os.environ.get("SLURM_JOB_ID"), "array", os.environ.get("SLURM_ARRAY_TASK_ID"), "key", os.environ.get("OPENAI_API_KEY"), "own", os.environ.get("MY_CHOICE"))';
    using project = new CliProject({ 'train.py': `${SCRIPT}${tells}\n`, 'ablation.yaml': STUDY });
    const study = await cluster.run(project, [...RUN, '1'], { OPENAI_API_KEY: 'sk-secret-0123456789', MY_CHOICE: '7' });
    expect(study.code, study.stderr).toBe(0);
    const logs = logsBelow(path.join(project.directory, 'ablationmage_outputs/train'), 'stdout.log');
    expect(logs.length).toBeGreaterThanOrEqual(6);
    for (const log of logs) expect(log).toMatch(/host \d+ array None key None own 7/);
    const batch = logsBelow(path.join(project.directory, 'ablationmage_outputs/train/slurm'), '');
    expect(batch.join('\n')).not.toContain('sk-secret');
  });

  test('hands 200 runs over as one array', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const study = await cluster.run(project, [...RUN, '67', '--jobs', '4']);
    expect(study.code, study.stderr).toBe(0);
    expect(study.stderr).toContain('201 runs, as an array of 201 tasks');
    expect(resultsOf(project).size).toBe(201);
    expect([...resultsOf(project).values()].every((count) => count === 1)).toBe(true);
  });

  test('each task of an array knows when Slurm ends it', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    await cluster.run(project, [...RUN, '1']);
    const gate = path.join(project.directory, 'gate');
    project.write({ gate: '' });
    const left = await cluster.run(project, [...RUN, '2', '--detach'], { GATE: gate });
    expect(left.code, left.stderr).toBe(0);
    const folder = path.join(project.directory, 'ablationmage_outputs/train/slurm', batchesOf(project).at(-1) ?? '');
    const reports = () => readdirSync(path.join(folder, 'tasks')).filter((name) => /^\d+_\d+$/.test(name));
    await until(() => reports().length === 3, 'all its tasks have begun', 60_000);
    rmSync(gate);
    for (const name of reports())
      expect(JSON.parse(readFileSync(path.join(folder, 'tasks', name), 'utf8'))).toHaveProperty('endsAt');
    const resumed = await cluster.run(project, ['resume']);
    expect(resumed.code, resumed.stderr).toBe(0);
  });

  test('names a run that fails, and goes on with the others', async () => {
    using project = new CliProject({
      'train.py': SCRIPT,
      'ablation.yaml': `${STUDY}  - { name: luck, args: --fail }\n`,
    });
    const study = await cluster.run(project, [...RUN, '2', '--accept', 'luck']);
    expect(study.code, study.stderr).toBe(1);
    const { trials } = project.report();
    const luck = trials.find(({ id }) => id === 'luck');
    expect(JSON.stringify(luck?.failures)).toContain('no such luck');
    expect(trials.filter(({ id }) => id !== 'luck').every(({ failures }) => failures.length === 0)).toBe(true);
  });

  test('submits nothing more when the baseline does not come through its first steps', async () => {
    using project = new CliProject({ 'train.py': `raise SystemExit("broken")\n${SCRIPT}`, 'ablation.yaml': STUDY });
    const study = await cluster.run(project, [...RUN, '2']);
    expect(study.code).toBe(2);
    expect(study.stderr).toContain('did not come through its first steps');
    expect(batchesOf(project)).toHaveLength(1);
    // Nor does another start take what the crash left for first steps.
    const again = await cluster.run(project, [...RUN, '2']);
    expect(again.code, again.stderr).toBe(2);
    expect(batchesOf(project)).toHaveLength(2);
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
});

function numbersOf(report: Report): unknown {
  return report.runs.map(({ trialId, seedIndex, metrics }) => [trialId, seedIndex, metrics]);
}

function logsBelow(folder: string, name: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(name))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
}
