import type { TaskReport } from './batch-folder.js';
import { LooksInARow } from './looks-in-a-row.js';
import { TaskSigns } from './task-signs.js';
import { isLive, type TaskState } from './task-state.js';

/** Says whether runs that were taken are gone with their tasks. */
export class TakenJudge {
  readonly #signs = new TaskSigns();
  readonly #looksGone = new Map<number, LooksInARow>();

  /**
   * Judges the run at `position` after another look at the task that took it: what Slurm says of it (`task`, absent where it does not
   * list it), and what it says of itself.
   */
  judge(
    position: number,
    taskId: string,
    task: TaskState | undefined,
    report: TaskReport | undefined,
  ): 'goes-on' | 'gone' {
    this.#signs.note(taskId, report?.beats ?? 0);
    const looks = this.#looksGone.get(position) ?? new LooksInARow();
    this.#looksGone.set(position, looks);
    looks.note(seemsGone(task, report, this.#signs.isSilent(taskId)));
    return looks.areEnough ? 'gone' : 'goes-on';
  }
}

function seemsGone(task: TaskState | undefined, report: TaskReport | undefined, isSilent: boolean): boolean {
  // Of a task that Slurm does not list only its own signs tell.
  if (task === undefined) return isSilent;
  return !isLive(task) && (isSilent || isSureToHaveEnded(task, report));
}

/** A process outlives what Slurm says of it where its node is only cut off, or where what watches it there was killed. */
function isSureToHaveEnded({ phase }: TaskState, report: TaskReport | undefined): boolean {
  return report?.endedAt !== undefined || (phase !== 'lost' && phase !== 'over');
}
