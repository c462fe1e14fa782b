import { execFile } from 'node:child_process';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import { slurmTimeMs } from '../../core/slurm-time.js';
import type { Slot } from '../../execution/slot.js';

/** The task of Slurm that this process is. */
export interface Task {
  /** `123_4`. */
  readonly id: string;
  readonly node: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** When Slurm will end it; absent where nobody tells. Milliseconds since 1970. */
  readonly endsAt?: number;
  /** What Slurm gave it. */
  readonly slot: Slot;
}

const ANSWER_WITHIN_MS = 15_000;

/** Reads what Slurm told its job. */
export async function readTask(environment: NodeJS.ProcessEnv): Promise<Task> {
  const { SLURM_ARRAY_JOB_ID: arrayId, SLURM_ARRAY_TASK_ID: index, SLURM_JOB_ID: jobId = '0' } = environment;
  const visible = environment.CUDA_VISIBLE_DEVICES ?? '';
  // The last task of an array bears the array's own number: asked about by that, Slurm tells of all its tasks.
  const id = arrayId === undefined || index === undefined ? jobId : `${arrayId}_${index}`;
  const endsAt = await endOf(id, environment);
  return {
    id,
    node: environment.SLURMD_NODENAME ?? hostname(),
    startedAt: Date.now(),
    ...(endsAt === undefined ? {} : { endsAt }),
    slot: { index: 0, gpus: visible === '' ? [] : visible.split(',') },
  };
}

/** Versions of Slurm from 23.02 on tell the job itself; others are asked. */
async function endOf(taskId: string, environment: NodeJS.ProcessEnv): Promise<number | undefined> {
  const told = Number(environment.SLURM_JOB_END_TIME ?? NaN);
  if (told > 0) return told * 1000;
  const options = { timeout: ANSWER_WITHIN_MS, env: environment };
  const asked = promisify(execFile)('squeue', ['--noheader', '--jobs', taskId, '--format=%L'], options);
  const leftMs = slurmTimeMs((await asked.catch(() => ({ stdout: '' }))).stdout.trim());
  return leftMs === undefined ? undefined : Date.now() + leftMs;
}
