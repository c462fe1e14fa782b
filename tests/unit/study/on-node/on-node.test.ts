import { expect, test } from 'vitest';
import type { BatchManifest } from '../../../../src/execution/slurm/batch.js';
import { jobEnvironment } from '../../../../src/study/on-node/job-environment.js';
import { nodeWorkDirectory } from '../../../../src/study/on-node/node-work-directory.js';

test('a run sees its resources, and nothing that tells tasks apart or speaks of several processes', () => {
  const seen = jobEnvironment({
    PATH: '/bin',
    SLURM_JOB_ID: '7',
    SLURM_CPUS_PER_TASK: '4',
    SLURM_ARRAY_TASK_ID: '3',
    SLURM_NTASKS: '1',
    SLURM_PROCID: '0',
    SLURMD_NODENAME: 'n1',
    SBATCH_PARTITION: 'gpu',
  });
  expect(seen).toEqual({ PATH: '/bin', SLURM_JOB_ID: '7', SLURM_CPUS_PER_TASK: '4' });
});

test('the working folder is the one that was asked for, by the variables of the node', () => {
  const batch = (workDirectory?: string) =>
    ({ key: 'k', surroundings: workDirectory === undefined ? {} : { workDirectory } }) as unknown as BatchManifest;
  expect(nodeWorkDirectory(batch('/scratch'), '7_1', {})).toBe('/scratch/ablationmage-k-7_1');
  expect(nodeWorkDirectory(batch('$LOCAL/runs'), '7_1', { LOCAL: '/fast' })).toBe('/fast/runs/ablationmage-k-7_1');
  expect(nodeWorkDirectory(batch('${LOCAL}'), '7_1', { LOCAL: '/fast' })).toBe('/fast/ablationmage-k-7_1');
  expect(nodeWorkDirectory(batch(), '7_1', { SLURM_TMPDIR: '/job' })).toBe('/job/ablationmage-k-7_1');
  expect(() => nodeWorkDirectory(batch('$NONE'), '7_1', {})).toThrow('no $NONE');
});
