import type { Batch } from './batch.js';
import { readLatestLog } from './batch-folder.js';

/** Why no run came out of these jobs of a batch, as far as they said. `word`: Slurm's own for the last one; absent where it lists it no more. */
export function whyNothingCame(batch: Batch, jobIds: readonly string[], word: string | undefined): string {
  const jobs = `${jobIds.length === 1 ? 'job' : 'jobs'} ${jobIds.join(', ')}`;
  const end = word === undefined ? `Slurm knows its ${jobs} no more` : `Slurm ended its ${jobs} (${word})`;
  const said = readLatestLog(batch).replace(/\.$/, '');
  if (said !== '') return `${end}, and no run was taken; the last one said: ${said}`;
  return `${end}, and no run was taken; they left no word. Nodes have to see ${batch.directory}, this program and its Node.js under the same paths`;
}
