import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { failure, success, type Result } from '../../core/result.js';
import type { SlurmSettings } from '../../core/slurm-settings.js';
import { SLURM_FOLDER } from '../../execution/slurm/batch-folder.js';
import { ControllingJob } from '../../execution/slurm/controlling-job.js';
import { quotedForShell } from '../../execution/slurm/quoted-for-shell.js';
import { NO_OWN_FILES } from '../../execution/slurm/submit-batch.js';
import { Scheduler } from '../../execution/slurm/scheduler.js';
import { thisProgram } from './this-program.js';

/** It waits and writes a table: one core and little memory. */
const RESOURCES = ['--cpus-per-task=1', '--mem=1G'];

/**
 * Submits a small job that goes on with a study where this process leaves: `ablationmage resume` on a node. Its number; a failure
 * says what Slurm answered. When its time is up before the study's, another `resume` goes on.
 */
export async function submitControllingJob(
  studyDirectory: string,
  currentDirectory: string,
  { partition, account }: SlurmSettings,
): Promise<Result<string, string>> {
  const { node, program } = thisProgram();
  const folder = path.join(studyDirectory, SLURM_FOLDER);
  const scheduler = new Scheduler(process.env);
  const { name, script } = new ControllingJob(studyDirectory, scheduler, process.env);
  const command = [node, program, 'resume', '--out', studyDirectory].map(quotedForShell).join(' ');
  const log = `${quotedForShell(path.join(folder, 'controller'))}-"$SLURM_JOB_ID".log`;
  writeFileSync(script, `#!/bin/sh\ncd ${quotedForShell(currentDirectory)} || exit\nexec ${command} >>${log} 2>&1\n`);
  chmodSync(script, 0o755);
  const submitted = await scheduler.submit([
    `--job-name=${name}`,
    ...NO_OWN_FILES,
    '--no-requeue',
    ...(partition === undefined ? [] : [`--partition=${partition}`]),
    ...(account === undefined ? [] : [`--account=${account}`]),
    ...RESOURCES,
    script,
  ]);
  return submitted.ok ? success(submitted.value) : failure(submitted.failure.message);
}
