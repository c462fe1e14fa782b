import { killEveryRun } from '../../execution/process/live-runs.js';
import { workOffBatch } from '../../study/on-node/work-off-batch.js';
import { interruptionSignal } from '../interruption.js';

/** `ablationmage slurm-task`: what a job of Slurm does on its node. What it says is in the logs of the batch. */
export async function slurmTaskCommand(batchDirectory: string): Promise<void> {
  using signal = interruptionSignal(() => {
    process.stderr.write('told to end\n');
  }, killEveryRun);
  await workOffBatch(batchDirectory, signal);
}
