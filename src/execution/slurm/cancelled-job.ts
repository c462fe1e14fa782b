import type { TaskState } from './task-state.js';

/**
 * Whether somebody cancelled a job of which no task is left with all that was to come of it (`scancel 123`), and not only a task that hung
 * (`scancel 123_4`). Whoever cancels a task before it began wants no more of the job; of tasks that had begun, only whoever cancels each
 * and every one that there still was does. Where that was a single one, nobody can tell: then nothing more is submitted, which another
 * start mends.
 *
 * `listed`: its tasks, as far as Slurm still knows them. `takers`: those that took runs, ever. `lastLive`: those that had not ended when
 * one was last seen that had not; empty where none was ever seen.
 */
export function isCancelledAsAWhole(
  listed: readonly TaskState[],
  takers: ReadonlySet<string>,
  lastLive: ReadonlySet<string>,
): boolean {
  const cancelled = listed.filter(({ phase }) => phase === 'cancelled');
  if (cancelled.some(({ id, node }) => node === '' && !takers.has(id))) return true;
  const others = new Set(lastLive.size > 0 ? lastLive : [...takers, ...listed.map(({ id }) => id)]);
  for (const { id } of cancelled) others.delete(id);
  return cancelled.length > 0 && others.size === 0;
}
