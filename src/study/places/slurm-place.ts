import path from 'node:path';
import type { Outcome } from '../../core/outcome.js';
import { failure } from '../../core/result.js';
import type { SlurmSettings } from '../../core/slurm-settings.js';
import type { RunRequest } from '../../execution/executor.js';
import type { AwaitedRun } from '../../execution/slurm/awaited-run.js';
import { SLURM_FOLDER } from '../../execution/slurm/batch-folder.js';
import { ShortJobExecutor } from '../../execution/slurm/short-job-executor.js';
import { SlurmExecutor } from '../../execution/slurm/slurm-executor.js';
import { SlurmQueue } from '../../execution/slurm/slurm-queue.js';
import { SlotPool } from '../../execution/slot-pool.js';
import type { WorkspacePlan } from '../../execution/workspace/workspace-plan.js';
import { readOutcomes, readSeries } from '../../store/run-outcome.js';
import { demandPlannedSources } from '../demand-planned-sources.js';
import { Forking } from '../forking/forking.js';
import type { StudyObserver } from '../observer.js';
import type { StudyPlan } from '../plan-study.js';
import type { Subject } from '../read-subject.js';
import type { StudyStop } from '../study-stop.js';
import { filesInWords } from './estimate-files.js';
import { demandSameRuns } from './demand-same-runs.js';
import { keepSources } from './keep-sources.js';
import type { RunSettings } from './local-place.js';
import type { Place } from './place.js';
import { thisProgram } from './this-program.js';

/** As many runs are handed to Slurm at a time; what is beyond follows as they end. */
const MOST_HANDED_OVER = 10_000;

/** Runs as jobs of Slurm; nothing of the user's executes here. Throws UserErrors. */
export async function openSlurmPlace(
  subject: Subject,
  plan: StudyPlan,
  workspace: WorkspacePlan,
  runs: RunSettings,
  slurm: SlurmSettings,
  stop: StudyStop,
  observer: StudyObserver,
  signal: AbortSignal,
): Promise<Place> {
  const { settings, project, interpreter } = subject;
  const slurmDirectory = path.join(settings.studyDirectory, SLURM_FOLDER);
  const pristineDirectory = settings.sourcesFrom ?? (await keepSources(workspace, slurmDirectory));
  await demandPlannedSources(project, pristineDirectory);
  const note = (severity: 'note' | 'warning', message: string): void => {
    observer.onEvent({ type: 'note-made', at: new Date().toISOString(), severity, message });
  };
  note('note', await filesInWords(workspace, plan.runs.length, settings.workDirectory));
  const studyStartedAt = Date.now();
  const queue = new SlurmQueue({
    studyDirectory: settings.studyDirectory,
    slurm,
    launcher: thisProgram(),
    ...(settings.resources.jobs === undefined ? {} : { mostAtOnce: settings.resources.jobs }),
    environment: process.env,
    outcomeOf,
    surroundings: {
      ...runs,
      plan: workspace,
      pristineDirectory,
      writersDirectory: path.join(slurmDirectory, `writers-${studyStartedAt}`),
      interpreter: { command: interpreter.command, version: interpreter.version, packages: interpreter.packages },
      studyStartedAt,
      ...(settings.workDirectory === undefined ? {} : { workDirectory: settings.workDirectory }),
    },
    onAbandoned: () => {
      stop.detach();
    },
    note,
  });
  const planned = new Set(plan.runs.map(({ identity }) => identity));
  const isWanted = ({ run }: RunRequest): boolean => planned.has(run.identity);
  demandSameRuns(settings, isWanted);
  const underWay = await queue.takeUp(isWanted, signal);
  return {
    executor: new SlurmExecutor({
      queue,
      underWay,
      onInterruption: async (interruption, runs, allEnded) => {
        if (stop.ending === 'taken-over') return 'abandon';
        if (runs === 0) return 'leave';
        if (stop.ending !== undefined) return stop.ending === 'failed' ? 'cancel' : 'leave';
        const reason: unknown = interruption.reason;
        // A terminal that was closed answers no more.
        const isAsked = reason instanceof DOMException && reason.message === 'SIGINT';
        return isAsked ? observer.decideJobs({ jobIds: queue.underWay('kept').jobIds, runs, allEnded }) : 'leave';
      },
      onSubmitted: () => {
        if (stop.leavesWhenSubmitted) stop.detach();
      },
    }),
    smokeExecutor: new ShortJobExecutor(queue),
    slots: new SlotPool(Array.from({ length: MOST_HANDED_OVER }, (_, index) => ({ index, gpus: [] }))),
    forking: new Forking(project, failure('runs are jobs of Slurm, with processes of their own'), ''),
    queue: { takeUnderWay: takeOnce(underWay) },
    [Symbol.asyncDispose]() {
      queue[Symbol.dispose]();
      return Promise.resolve();
    },
  };
}

function takeOnce(underWay: readonly AwaitedRun[]): (identity: string) => RunRequest | undefined {
  const requests = new Map(underWay.map(({ request }) => [request.run.identity, request]));
  return (identity) => {
    const request = requests.get(identity);
    requests.delete(identity);
    return request;
  };
}

/** What a node wrote into the folder of a run. */
function outcomeOf({ runDirectory }: RunRequest): Outcome | undefined {
  const [stored] = readOutcomes([runDirectory]);
  const outcome = stored?.outcome;
  return outcome && { ...outcome, metrics: readSeries(runDirectory, outcome.metrics) };
}
