import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { success, type Result } from '../../core/result.js';
import { SLURM_FOLDER } from './batch-folder.js';
import type { Scheduler } from './scheduler.js';
import { isLive, jobOf, type TaskState } from './task-state.js';

/**
 * The small job that goes on with a study when the command that started it has left. It is found by its name, which is the study's own:
 * so it is whoever submitted it, and also where `sbatch` was cut off.
 */
export class ControllingJob {
  readonly name: string;
  /** What it executes. */
  readonly script: string;
  readonly #scheduler: Scheduler;
  readonly #ownJobId: string | undefined;

  /** `environment`: of this process, which may be that job. */
  constructor(studyDirectory: string, scheduler: Scheduler, environment: NodeJS.ProcessEnv) {
    const key = createHash('sha256').update(realpathSync(studyDirectory)).digest('hex').slice(0, 12);
    this.name = `ablationmage-controller-${key}`;
    this.script = path.join(studyDirectory, SLURM_FOLDER, 'controller.sh');
    this.#scheduler = scheduler;
    this.#ownJobId = environment.SLURM_JOB_ID;
  }

  /** Where it waits or runs; several where it was submitted twice. A failure says what Slurm answered. */
  async live(ended: AbortSignal): Promise<Result<readonly TaskState[], string>> {
    if (!existsSync(this.script)) return success([]);
    const tasks = await this.#scheduler.tasksNamed(this.name, ended);
    return tasks.ok ? success(tasks.value.filter(isLive)) : tasks;
  }

  /** Cancels it, unless it is this very process: it would begin what nobody wants any more. The numbers of what was cancelled. */
  async end(ended: AbortSignal): Promise<Result<readonly string[], string>> {
    const live = await this.live(ended);
    if (!live.ok) return live;
    const others = live.value.map(({ id }) => jobOf(id)).filter((jobId) => jobId !== this.#ownJobId);
    const answer = await this.#scheduler.cancel(others);
    return answer.ok ? success(others) : answer;
  }

  /** What to do where Slurm does not say whether it was ended, but `said`. */
  doubtInWords(said: string): string {
    const what = `Whether a job waits to see the study through, Slurm does not say (${said}): it would make the runs again.`;
    return `${what} Cancel it with \`scancel --name=${this.name}\`.`;
  }
}
