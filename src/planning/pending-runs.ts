import type { StudySettings } from '../config/study-settings.js';
import type { FailureReason, Outcome } from '../core/outcome.js';
import { slurmTimeMs } from '../core/slurm-time.js';
import { unreachable } from '../core/unreachable.js';

type Limits = Pick<StudySettings, 'resources' | 'executor'>;

/** A task begins a little after its job, whose whole time it can therefore not know. */
const LONGER_JOB = 1.1;

/**
 * Whether an outcome stands when the same command is given again. What the machine or a person ended
 * is tried again; what the script itself did would only happen again.
 */
export function isFinal(outcome: Outcome, settings: Limits & Pick<StudySettings, 'failedRuns'>): boolean {
  if (outcome.kind === 'completed') return true;
  return settings.failedRuns === 'keep' && isFinalFailure(outcome.reason, settings);
}

function isFinalFailure(reason: FailureReason, limits: Limits): boolean {
  switch (reason.kind) {
    case 'crashed':
      return reason.signal === undefined;
    case 'timed-out':
      return reason.jobMs === undefined ? !hasMoreTime(reason.limitMs, limits) : !hasLongerJobs(reason.jobMs, limits);
    case 'diverged':
    case 'no-metric':
    case 'no-value':
    case 'edit-not-loaded':
    case 'seed-conflict':
    case 'wrote-to-project':
      return true;
    case 'out-of-memory':
    case 'probe-silent':
    case 'shared-output':
    case 'could-not-start':
    case 'cancelled':
    case 'lost':
      return false;
    default:
      return unreachable(reason);
  }
}

function hasMoreTime(limitMs: number, { resources }: Limits): boolean {
  return resources.timeoutMs === undefined || resources.timeoutMs > limitMs;
}

/** Where nobody says how long a job may take, the cluster does, as it did before. */
function hasLongerJobs(jobMs: number, { executor }: Limits): boolean {
  if (executor.kind === 'local') return true;
  const timeMs = slurmTimeMs(executor.slurm.time ?? '');
  return timeMs !== undefined && timeMs > LONGER_JOB * jobMs;
}
