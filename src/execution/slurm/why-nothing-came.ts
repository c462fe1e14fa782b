import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Batch } from './batch.js';

/** As many of its last lines as a person reads. */
const LINES = 3;

/** Why no run came out of these jobs of a batch, as far as they said. `word`: Slurm's own for the last one; absent where it lists it no more. */
export function whyNothingCame(batch: Batch, jobIds: readonly string[], word: string | undefined): string {
  const jobs = `${jobIds.length === 1 ? 'job' : 'jobs'} ${jobIds.join(', ')}`;
  const end = word === undefined ? `Slurm knows its ${jobs} no more` : `Slurm ended its ${jobs} (${word})`;
  const said = lastWordIn(path.join(batch.directory, 'logs')).replace(/\.$/, '');
  if (said !== '') return `${end}, and no run was taken; the last one said: ${said}`;
  return `${end}, and no run was taken; they left no word. Nodes have to see ${batch.directory}, this program and its Node.js under the same paths`;
}

/** What the log ends with that was written last: where a task said why it could not even begin. Empty where none said anything. */
function lastWordIn(folder: string): string {
  const logs = readdirSync(folder).map((name) => path.join(folder, name));
  const said = logs.map((file) => ({ text: readFileSync(file, 'utf8').trim(), at: statSync(file).mtimeMs }));
  const latest = said.filter(({ text }) => text !== '').toSorted((one, other) => one.at - other.at);
  return latest.at(-1)?.text.split('\n').slice(-LINES).join(' ') ?? '';
}
