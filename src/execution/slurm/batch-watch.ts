import type { Outcome } from '../../core/outcome.js';
import { unreachable } from '../../core/unreachable.js';
import { withoutResult } from '../conclude-run.js';
import type { RunRequest } from '../executor.js';
import type { Batch } from './batch.js';
import { readTask } from './batch-folder.js';
import { BatchRuns } from './batch-runs.js';
import { cancelled } from './cancelled.js';
import { concludeGone } from './conclude-gone.js';
import { startOf } from './start-of.js';
import { TakenJudge } from './taken-judge.js';
import { isLive, jobOf, type TaskState } from './task-state.js';
import { WaitingJudge, type WaitingJudgement } from './waiting-judge.js';
import { whyNothingCame } from './why-nothing-came.js';

/** What a look at Slurm's list came to: whether the runs that nobody took need another submission. */
export type Judgement = 'as-is' | 'submit-rest';

/** One batch, from its submission until each of its runs has come to an end. */
export class BatchWatch {
  readonly runs: BatchRuns;
  readonly #takenJudge = new TakenJudge();
  readonly #waitingJudge = new WaitingJudge();
  readonly #cancelledHere = new Set<string>();

  /** `outcomeOf` reads what a run left in its folder. */
  constructor(batch: Batch, outcomeOf: (request: RunRequest) => Outcome | undefined) {
    this.runs = new BatchRuns(batch, outcomeOf);
  }

  /** Slurm has jobs for it that it had not before. Never throws: whatever the folder does, they are there. */
  submitted(jobIds: readonly string[]): void {
    this.runs.know(jobIds);
    const latest = jobIds.at(-1);
    if (latest !== undefined) this.#waitingJudge.submitted(latest, this.runs.claimed);
  }

  /** The jobs that an earlier start submitted, whenever that was. */
  takeUp(jobIds: readonly string[]): void {
    this.runs.know(jobIds);
    this.runs.look();
    this.#waitingJudge.takenUp(this.runs.claimed);
  }

  /** These jobs and tasks were cancelled by this program, for a reason that is none against the others. */
  cancelledHere(ids: readonly string[]): void {
    for (const id of ids) this.#cancelledHere.add(id);
  }

  /** Says what became of runs whose tasks are over. `tasks`: those that Slurm knows of. */
  judge(tasks: readonly TaskState[]): Judgement {
    const { jobIds } = this.runs;
    const own = tasks.filter(({ id }) => jobIds.includes(jobOf(id)));
    // They may have written since the last look, while Slurm was asked.
    if (own.some(isLive)) this.runs.look();
    else this.runs.lookAnew();
    // Of a job that a task has told of only now, Slurm was not asked.
    if (this.runs.jobIds.length > jobIds.length) return 'as-is';
    this.#judgeTaken(own);
    return this.runs.waiting === 0 ? 'as-is' : this.#carryOut(this.#judgeWaiting(own));
  }

  #judgeTaken(tasks: readonly TaskState[]): void {
    const states = new Map(tasks.map((task) => [task.id, task]));
    for (const { position, run, claim } of this.runs.taken) {
      const task = states.get(claim.taskId);
      const report = readTask(this.runs.batch, claim.taskId);
      if (this.#takenJudge.judge(position, claim.taskId, task, report) === 'goes-on') continue;
      const firstClaimAt = this.runs.firstClaims.get(claim.taskId) ?? claim.at;
      const said = { phase: task?.phase ?? 'unknown', word: task?.word ?? '' } as const;
      this.runs.finishGone(run, (request) => concludeGone({ request, claim, firstClaimAt, task: report, ...said }));
    }
  }

  #judgeWaiting(tasks: readonly TaskState[]): WaitingJudgement {
    return this.#waitingJudge.judge({
      tasks,
      latestJob: this.runs.jobIds.at(-1),
      claimed: this.runs.claimed,
      takers: new Set(this.runs.firstClaims.keys()),
      isWorking: this.runs.taken.length > 0,
      cancelledHere: this.#cancelledHere,
    });
  }

  #carryOut(judgement: WaitingJudgement): Judgement {
    switch (judgement.kind) {
      case 'as-is':
      case 'submit-rest':
        return judgement.kind;
      case 'cancelled':
        this.runs.withdrawWaiting((request) => cancelled(request, ['Its job was cancelled in Slurm (scancel).']));
        return 'as-is';
      case 'hopeless':
        this.#withdraw(judgement.reason);
        return 'as-is';
      case 'fruitless':
        this.#withdraw(whyNothingCame(this.runs.batch, judgement.jobIds, judgement.word));
        return 'as-is';
      default:
        return unreachable(judgement);
    }
  }

  #withdraw(message: string): void {
    this.runs.withdrawWaiting((request) => withoutResult(startOf(request), { kind: 'could-not-start', message }));
  }
}
