import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SlurmSettings } from '../../core/slurm-settings.js';
import type { Batch } from './batch.js';
import { quotedForShell } from './quoted-for-shell.js';

/** How a node starts this very program. Absolute paths, on a file system that the nodes share. */
export interface Launcher {
  readonly node: string;
  readonly program: string;
}

/** The name of a batch's jobs: whoever was killed between submitting and writing down finds them by it. */
export function jobName(key: string): string {
  return `ablationmage-${key}`;
}

/** Writes the script of a batch's tasks and says what to call `sbatch` with. `mostAtOnce` absent: as many as the cluster gives. */
export function submissionWords(
  batch: Batch,
  slurm: SlurmSettings,
  launcher: Launcher,
  tasks: number,
  mostAtOnce: number | undefined,
): string[] {
  const script = path.join(batch.directory, 'task.sh');
  const log = `${quotedForShell(path.join(batch.directory, 'logs'))}/"$SLURM_ARRAY_JOB_ID"_"$SLURM_ARRAY_TASK_ID".log`;
  // `exec`: what Slurm tells the job, the program hears.
  const command = [launcher.node, launcher.program, 'slurm-task', batch.directory].map(quotedForShell).join(' ');
  writeFileSync(script, `#!/bin/sh\nexec ${command} >>${log} 2>&1\n`);
  chmodSync(script, 0o755);
  return [
    ...slurm.sbatch,
    `--job-name=${jobName(batch.manifest.key)}`,
    `--array=0-${tasks - 1}${mostAtOnce === undefined ? '' : `%${mostAtOnce}`}`,
    ...NO_OWN_FILES,
    // Slurm would run it again in the same folder, and nobody could tell the two apart.
    '--no-requeue',
    ...requestedResources(slurm),
    script,
  ];
}

/** The script writes its own log: Slurm gives meanings to percent signs and backslashes in paths. */
export const NO_OWN_FILES = ['--chdir=/', '--output=/dev/null'];

/** What a job asks for. */
export function requestedResources({ partition, account, time, memory, gres, cpusPerTask }: SlurmSettings): string[] {
  const named: readonly (readonly [string, string | number | undefined])[] = [
    ['partition', partition],
    ['account', account],
    ['time', time],
    ['mem', memory],
    ['gres', gres],
    ['cpus-per-task', cpusPerTask],
  ];
  return named.flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`]));
}
