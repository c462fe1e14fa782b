import path from 'node:path';
import { expect, test } from 'vitest';
import { CliProject } from '../cli/cli-project.js';
import { describeOnSlurm } from './loopback-cluster.js';
import { expectOneJobPerBatch, pathWith, resultsOf, RUN, SCRIPT, STUDY } from './slurm-project.js';

/** As Slurm says it, of whatever limit. */
const ANY_LIMIT =
  "Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)";

/** A search path with an `sbatch` that refuses all but the first submission, `times` times, because of a limit. */
function pathWithLimit(project: CliProject, limit: string, times: number): string {
  const calls = path.join(project.directory, 'calls');
  return pathWith(
    project,
    'sbatch',
    `echo >>${calls}
n=$(wc -l <${calls})
[ $n -gt 1 ] && [ $n -le ${times + 1} ] || exec REAL "$@"
echo "sbatch: error: ${limit}" >&2
echo "sbatch: error: ${ANY_LIMIT}" >&2
exit 1`,
  );
}

describeOnSlurm('a study whose jobs Slurm refuses', (cluster) => {
  test('says at once that a limit is too low which no time mends', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const PATH = pathWithLimit(project, 'QOSMaxWallDurationPerJobLimit', 1000);
    const study = await cluster.run(project, [...RUN, '1'], { PATH });
    expect(study.code, study.stderr).toBe(2);
    expect(study.stderr).toContain('Slurm refused the job: QOSMaxWallDurationPerJobLimit');
  }, 60_000);

  test('waits while as many jobs as it may submit are in the queue, and says so once', async () => {
    using project = new CliProject({ 'train.py': SCRIPT, 'ablation.yaml': STUDY });
    const PATH = pathWithLimit(project, 'AssocMaxSubmitJobLimit', 4);
    const study = await cluster.run(project, [...RUN, '1'], { PATH });
    expect(study.code, study.stderr).toBe(0);
    expect(study.stderr.match(/As many jobs as Slurm takes of you are in the queue/g)).toHaveLength(1);
    expect(study.stderr).toContain('3 runs, as an array of 3 tasks');
    expect(resultsOf(project).size).toBe(3);
    expectOneJobPerBatch(project);
  });
});
