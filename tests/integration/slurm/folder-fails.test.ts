import { readdirSync, rmdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CliProject, finished, until } from '../cli/cli-project.js';
import { describeOnSlurm } from './loopback-cluster.js';
import { eventsOf, pathWith, resultsOf, RUN, SCRIPT, STUDY } from './slurm-project.js';

/** A search path with an `sbatch` that does something else at the second submission; `$list` is the folder of its batch. */
function pathWithSecond(project: CliProject, lines: string): string {
  const calls = path.join(project.directory, 'calls');
  return pathWith(
    project,
    'sbatch',
    `echo >>${calls}
[ "$(wc -l <${calls})" = 2 ] || exec REAL "$@"
for script; do :; done
list=$(dirname "$script")
${lines}`,
  );
}

function expectEachRunMadeOnce(project: CliProject): void {
  const attempts = eventsOf(project).flatMap((event) => (event.type === 'run-ended' ? [event.outcome.attempt] : []));
  expect(attempts).toEqual([1, 1, 1]);
  expect([...resultsOf(project).values()]).toEqual([1, 1, 1]);
}

describeOnSlurm('a study on Slurm whose folder fails during a submission', (cluster) => {
  test('looks after a job that it cannot note down, and makes nothing beside it', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const PATH = pathWithSecond(project, 'mkdir "$list/jobs.json"\nexec REAL "$@"');
    const study = await cluster.run(project, [...RUN, '1'], { PATH });
    expect(study.code, study.stderr).toBe(0);
    expectEachRunMadeOnce(project);
  });

  test('submits when it can be written again, and says what it waits for', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const busy = 'echo "sbatch: error: Unable to contact slurm controller" >&2\nexit 1';
    const PATH = pathWithSecond(project, `rm "$script"\nmkdir "$script"\n${busy}`);
    const study = cluster.start(project, [...RUN, '1'], { PATH });
    let said = '';
    study.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = finished(study);
    await until(() => said.includes('folder cannot be'), 'it says so', 60_000);
    const slurm = path.join(project.directory, 'ablationmage_outputs/train/slurm');
    const script = readdirSync(slurm, { recursive: true, withFileTypes: true }).find(
      (entry) => entry.name === 'task.sh' && entry.isDirectory(),
    );
    rmdirSync(path.join(script?.parentPath ?? '', 'task.sh'));
    const { code, stderr } = await ended;
    expect(code, stderr).toBe(0);
    expectEachRunMadeOnce(project);
  });
});
