import { isProviderKey } from '../../core/provider-keys.js';
import { failure, success, type Result } from '../../core/result.js';
import { callProgram, NOT_FOUND, type ProgramAnswer } from './call-program.js';
import { refusalOf, type Refusal } from './refusal.js';
import { jobOf, parseTasks, QUEUE_FORMAT, type TaskState } from './task-state.js';

/** Slurm itself gives up on a controller that is down after some 10 s; a file system that hangs may take longer. */
const ANSWER_WITHIN_MS = 120_000;

/** What is done is waited for: else nobody knew whether it was. */
const NEVER = new AbortController().signal;

/** Speaks with Slurm through its own programs. Questions end when nobody wants the answer any more (`ended`). */
export class Scheduler {
  readonly #environment: Readonly<Record<string, string>>;

  /** `environment`: the user's own, which jobs get too: without what must not reach them or would narrow what is asked. */
  constructor(environment: NodeJS.ProcessEnv) {
    this.#environment = Object.fromEntries(
      Object.entries(environment).filter(
        (entry): entry is [string, string] =>
          entry[1] !== undefined && !isProviderKey(entry[0]) && !isOfOuterJob(entry[0]) && !isHabit(entry[0]),
      ),
    );
  }

  /** Submits a job; its number. */
  async submit(words: readonly string[]): Promise<Result<string, Refusal>> {
    const { exitCode, stdout, stderr } = await this.#call('sbatch', ['--parsable', ...words], NEVER);
    // What a site's own wrapper prints may stand before it.
    const id = exitCode === 0 ? /^(\d+)(?:;.*)?$/m.exec(stdout.trim().split('\n').at(-1) ?? '')?.[1] : undefined;
    if (id !== undefined) return success(id);
    const message = inOneLine(stderr === '' ? stdout : stderr);
    return failure(refusalOf(exitCode, message));
  }

  /** The tasks of these jobs that Slurm still knows of; a failure says what it answered instead. */
  async tasksOf(jobIds: readonly string[], ended: AbortSignal): Promise<Result<TaskState[], string>> {
    if (jobIds.length === 0) return success([]);
    return this.#queue(['--jobs', jobIds.join(',')], ended);
  }

  /** The numbers of the jobs of this name, ended ones included as long as Slurm remembers. */
  async jobsNamed(name: string, ended: AbortSignal): Promise<Result<string[], string>> {
    const tasks = await this.tasksNamed(name, ended);
    return tasks.ok ? success([...new Set(tasks.value.map(({ id }) => jobOf(id)))]) : tasks;
  }

  /** The tasks of the jobs of this name, ended ones included as long as Slurm remembers. */
  async tasksNamed(name: string, ended: AbortSignal): Promise<Result<TaskState[], string>> {
    return this.#queue(['--name', name], ended);
  }

  /** Cancels jobs or tasks; those that are gone are none's loss. A failure says what was answered instead. */
  async cancel(ids: readonly string[]): Promise<Result<undefined, string>> {
    if (ids.length === 0) return success(undefined);
    const { exitCode, stderr } = await this.#call('scancel', ['--quiet', ...ids], NEVER);
    return exitCode === 0 || /Invalid job id/i.test(stderr) ? success(undefined) : failure(lastLine(stderr));
  }

  /** Cancels the tasks of the jobs of this name that have not begun; those that have end by themselves. */
  async cancelWaiting(name: string): Promise<void> {
    await this.#call('scancel', ['--quiet', '--state=PENDING', `--name=${name}`], NEVER);
  }

  async #queue(words: readonly string[], ended: AbortSignal): Promise<Result<TaskState[], string>> {
    const format = ['--noheader', '--array', '--states=all', `--format=${QUEUE_FORMAT}`];
    const { exitCode, stdout, stderr } = await this.#call('squeue', [...format, ...words], ended);
    // All it was asked about is over for longer than it remembers.
    if (exitCode !== 0 && /Invalid job id/i.test(stderr)) return success([]);
    return exitCode === 0 ? success(parseTasks(stdout)) : failure(lastLine(stderr));
  }

  async #call(program: string, words: readonly string[], ended: AbortSignal): Promise<ProgramAnswer> {
    const answer = await callProgram(program, words, this.#environment, ANSWER_WITHIN_MS, ended);
    return answer.exitCode === NOT_FOUND ? { ...answer, stderr: `${program}: ${NO_SLURM}` } : answer;
  }
}

const NO_SLURM =
  'there is no Slurm on this machine. Run this on a login node of the cluster, or without --executor slurm.';

/** A controller that runs inside a job hands none of that job's settings on to the jobs it submits. */
function isOfOuterJob(name: string): boolean {
  return (
    /^(?:SLURM|SLURMD)_/.test(name) &&
    name !== 'SLURM_CONF' &&
    name !== 'SLURM_CLUSTERS' &&
    name !== 'SLURM_TIME_FORMAT'
  );
}

/** What somebody has set for looking at the queue themselves: with `SCANCEL_STATE=PENDING` nothing that runs would be cancelled. */
function isHabit(name: string): boolean {
  return /^(?:SQUEUE|SCANCEL)_/.test(name);
}

function inOneLine(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/^sbatch: (?:error: )?/, '').trim())
    .filter((line) => line !== '')
    .join(' ');
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
