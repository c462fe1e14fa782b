import type { Outcome } from '../core/outcome.js';
import { unreachable } from '../core/unreachable.js';
import { readJobsView, type JobsView } from '../execution/slurm/read-jobs-view.js';
import { readEvents } from '../store/event-log.js';
import { foldFinishedRuns } from '../store/finished-runs.js';
import { isStudyLocked } from '../store/study-lock.js';
import { studyFolderAt } from '../store/study-folder.js';
import { readSketch } from '../store/study-sketch.js';

/** How far a study is. */
export interface StudyStatus {
  readonly name: string;
  /** Absolute. */
  readonly directory: string;
  readonly state: 'running' | 'left-running' | 'finished' | 'interrupted' | 'broken-off';
  readonly runs: number;
  readonly completed: number;
  readonly failed: number;
  /** Another start makes them. */
  readonly cancelled: number;
  /** What Slurm has of it; absent where nothing is open there. */
  readonly jobs?: JobsView;
}

/**
 * Reads the study's folder and asks Slurm, where it has runs of it, until `signal` aborts. Reads only. Throws a UserError where there
 * is no study.
 */
export async function readStatus(
  studyDirectory: string,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<StudyStatus> {
  const { study, runs } = await readSketch(studyDirectory);
  const events = readEvents(studyFolderAt(studyDirectory).eventsFile);
  const finished = foldFinishedRuns(events);
  const ends = runs.flatMap(({ identity }) => endOf(finished.get(identity)?.outcome) ?? []);
  const last = events.findLast(({ type }) => type === 'study-started' || type === 'study-ended');
  const ended = last?.type === 'study-ended' ? last.how : 'broken-off';
  const jobs = await readJobsView(
    studyDirectory,
    environment,
    ({ run, attempt }) => (finished.get(run.identity)?.outcome.attempt ?? 0) < attempt,
    signal,
  );
  return {
    name: study.name,
    directory: studyDirectory,
    state: (await isStudyLocked(studyDirectory)) ? 'running' : ended,
    runs: runs.length,
    completed: ends.filter((end) => end === 'completed').length,
    failed: ends.filter((end) => end === 'failed').length,
    cancelled: ends.filter((end) => end === 'cancelled').length,
    ...(jobs === undefined ? {} : { jobs }),
  };
}

function endOf(outcome: Outcome | undefined): 'completed' | 'failed' | 'cancelled' | undefined {
  return outcome?.kind === 'failed' && outcome.reason.kind === 'cancelled' ? 'cancelled' : outcome?.kind;
}

/** What to do next. */
export function nextStep({ state, cancelled, jobs }: StudyStatus): string {
  switch (state) {
    case 'running':
      return 'Somebody waits for it; `ablationmage view` shows it while it runs.';
    case 'finished':
      return cancelled === 0
        ? '`ablationmage report` makes its documents.'
        : '`ablationmage resume` makes the runs that were cancelled; `ablationmage report` makes its documents without them.';
    case 'left-running':
    case 'interrupted':
    case 'broken-off':
      if (jobs?.tasks === undefined || jobs.openRuns === 0) return '`ablationmage resume` goes on with it.';
      if (jobs.tasks.length === 0)
        return 'Slurm has nothing of it any more. `ablationmage resume` takes in what its jobs left, and makes the rest.';
      return '`ablationmage resume` takes its runs up and makes the table; they go on without it, too.';
    default:
      return unreachable(state);
  }
}
