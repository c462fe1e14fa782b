import { tmpdir } from 'node:os';
import path from 'node:path';
import { UserError } from '../../core/user-error.js';
import type { BatchManifest } from '../../execution/slurm/batch.js';

/** Where a task makes its working copies: below `--work-dir`, the job's own scratch folder, or the node's temporary one. */
export function nodeWorkDirectory(
  { key, surroundings }: BatchManifest,
  taskId: string,
  environment: NodeJS.ProcessEnv,
): string {
  const wanted = surroundings.workDirectory ?? environment.SLURM_TMPDIR ?? tmpdir();
  return path.join(withVariable(wanted, environment), `ablationmage-${key}-${taskId}`);
}

/** `$TMPDIR/runs`, `${TMPDIR}/runs`. */
function withVariable(name: string, environment: NodeJS.ProcessEnv): string {
  const match = /^\$(?:(\w+)|\{(\w+)\})(.*)$/.exec(name);
  if (match === null) return name;
  const [, bare, braced, rest = ''] = match;
  const variable = bare ?? braced ?? '';
  const value = environment[variable];
  if (value === undefined || value === '') throw new UserError(`--work-dir ${name}: this node has no $${variable}.`);
  return path.join(value, rest);
}
