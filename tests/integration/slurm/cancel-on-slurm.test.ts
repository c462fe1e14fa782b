import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { processesWith } from '../execution/run-folder.js';
import { CliProject, finished, until, type CliResult } from '../cli/cli-project.js';
import { describeOnSlurm } from './loopback-cluster.js';
import { batchesOf, claimsOf, eventsOf, pathWith, resultsOf, RUN, SCRIPT, STUDY } from './slurm-project.js';

const DOWN = '\u001B[B';

describeOnSlurm('a study on Slurm whose jobs are to be cancelled', (cluster) => {
  /** A study of which four runs stand at the gate; then Ctrl-C, and "Cancel them". */
  async function cancelledStudy(
    project: CliProject,
    environment: Readonly<Record<string, string>>,
  ): Promise<CliResult> {
    await cluster.run(project, [...RUN, '1']);
    project.write({ gate: '' });
    const GATE = path.join(project.directory, 'gate');
    return cancelledIn(cluster.startInTerminal(project, [...RUN, '4'], { GATE, ...environment }), project);
  }

  async function cancelledIn(terminal: ChildProcessWithoutNullStreams, project: CliProject): Promise<CliResult> {
    let shown = '';
    terminal.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString()));
    const ended = finished(terminal);
    await until(() => claimsOf(project).length === 4 && / of \d+ runs/.test(shown), 'they run', 60_000);
    terminal.stdin.write('\u0003');
    await until(() => shown.includes('Cancel them'), 'it asks');
    terminal.stdin.write(`${DOWN}\r`);
    return ended;
  }

  test('cancels them whatever the user has set for squeue and scancel', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const { code, stdout } = await cancelledStudy(project, { SCANCEL_STATE: 'PENDING', SQUEUE_PARTITION: 'gpu' });
    expect(code, stdout).toBe(130);
    expect(cluster.ask('squeue', '-h').trim()).toBe('');
    await until(() => processesWith(`${project.directory}/`).length === 0, 'nothing is left running');
  });

  test('calls no run cancelled that goes on although scancel has no complaint', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const { code, stdout } = await cancelledStudy(project, { PATH: pathWith(project, 'scancel', 'exit 0') });
    expect(code, stdout).toBe(130);
    expect(stdout).toMatch(/not seen to be over 40 s after `scancel`\)/);
    expect(cluster.ask('squeue', '-h', '-r', '-t', 'R', '-o', '%i').trim().split('\n')).toHaveLength(4);
    rmSync(path.join(project.directory, 'gate'));
    const again = await cluster.run(project, ['resume']);
    expect(again.code, again.stderr).toBe(0);
    expect([...resultsOf(project).values()]).toEqual(Array.from({ length: 12 }, () => 1));
    const cancelled = eventsOf(project).filter(
      (event) =>
        event.type === 'run-ended' && event.outcome.kind === 'failed' && event.outcome.reason.kind === 'cancelled',
    );
    // Those that nobody had taken.
    expect(cancelled).toHaveLength(9 - 4);
  });

  test('cancels the controlling job too, which would make them again; there is one of it at a time', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    await cluster.run(project, [...RUN, '1']);
    project.write({ gate: '' });
    const environment = { GATE: path.join(project.directory, 'gate') };
    const first = await cluster.run(project, [...RUN, '3', '--controller-job'], environment);
    const second = await cluster.run(project, [...RUN, '3', '--controller-job'], environment);
    const [before, controllingJob] = [first, second].map(({ stderr }) => /job (\d+) sees them/.exec(stderr)?.[1]);
    expect(second.stderr).toContain(`Cancelled in Slurm: job ${before}, which was to see the study through`);
    const waiting = cluster.ask('squeue', '-h', '-t', 'PD', '-o', '%i %j').trim().split('\n');
    expect(waiting.filter((line) => line.includes('controller'))).toHaveLength(1);
    const status = await cluster.run(project, ['status']);
    expect(status.stdout).toContain(`job ${controllingJob} sees to it: 0 running, 1 waiting`);
    const PATH = pathWith(project, 'squeue', 'echo "Unable to contact slurm controller" >&2; exit 1');
    const silent = await cluster.run(project, ['status'], { PATH });
    expect(silent.stdout).toMatch(/Slurm does not answer\nTable {4}whether a job sees to it, Slurm does not say\n/);
    const { code, stdout } = await cancelledIn(cluster.startInTerminal(project, ['resume'], environment), project);
    expect(code, stdout).toBe(130);
    await until(() => cluster.ask('squeue', '-h').trim() === '', 'nothing waits or runs');
    expect(batchesOf(project)).toHaveLength(4);
  });
});
