/** What Slurm says of one task of an array. A hint: what became of its runs, their own files say. */
export interface TaskState {
  /** `123_4`. */
  readonly id: string;
  readonly phase: TaskPhase;
  /** Slurm's own word: `NODE_FAIL`. */
  readonly word: string;
  /** Why it waits, in Slurm's words: `Priority`. */
  readonly reason: string;
  /** Empty while it waits. */
  readonly node: string;
}

/** `lost`: what Slurm calls a fault of its own machines, or took away. `over`: ended, for whatever reason of its own. */
export type TaskPhase = 'waiting' | 'running' | 'over' | 'timed-out' | 'out-of-memory' | 'cancelled' | 'lost';

const PHASES: Readonly<Record<string, TaskPhase>> = {
  PENDING: 'waiting',
  REQUEUED: 'waiting',
  REQUEUE_FED: 'waiting',
  REQUEUE_HOLD: 'waiting',
  RESV_DEL_HOLD: 'waiting',
  SPECIAL_EXIT: 'waiting',
  CONFIGURING: 'running',
  RUNNING: 'running',
  RESIZING: 'running',
  SIGNALING: 'running',
  STAGE_OUT: 'running',
  STOPPED: 'running',
  SUSPENDED: 'running',
  // How it ended is told when it has.
  COMPLETING: 'running',
  COMPLETED: 'over',
  FAILED: 'over',
  TIMEOUT: 'timed-out',
  DEADLINE: 'timed-out',
  OUT_OF_MEMORY: 'out-of-memory',
  CANCELLED: 'cancelled',
  NODE_FAIL: 'lost',
  BOOT_FAIL: 'lost',
  PREEMPTED: 'lost',
  REVOKED: 'lost',
};

/** The number of the job that a task belongs to. */
export function jobOf(taskId: string): string {
  return taskId.replace(/_.*/, '');
}

/** What `squeue` is asked for, so that `parseTasks` can read it. */
export const QUEUE_FORMAT = '%i|%T|%r|%N';

/** Reads the lines of `squeue --format QUEUE_FORMAT`; those of newer versions that mean nothing here count as running. */
export function parseTasks(text: string): TaskState[] {
  return text
    .split('\n')
    .map((line) => line.trim().split('|'))
    .flatMap(([id = '', word = '', reason = '', node = '']) =>
      /^\d/.test(id) ? [{ id, word, reason, node, phase: PHASES[word] ?? 'running' }] : [],
    );
}

/** Whether it may still do something. */
export function isLive({ phase }: TaskState): boolean {
  return phase === 'waiting' || phase === 'running';
}

/**
 * Reasons that no time mends, each with what to do. From Slurm's list of reason codes (`squeue`, "JOB REASON CODES"). Others
 * (Priority, Resources, limits of what may run at once) end by themselves.
 */
const HOPELESS: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:BadConstraints|ReqNodeNotAvail.*Constraint)/,
    'no node has what it asks for; see --gres, --cpus-per-task, --mem',
  ],
  [/^PartitionTimeLimit/, 'the partition allows less time; say a shorter --time or another --partition'],
  [/^PartitionNodeLimit/, 'the partition has too few nodes; say another --partition'],
  [/^PartitionConfig/, 'the partition’s nodes do not have what it asks for; see --gres, --cpus-per-task, --mem'],
  [/^(?:Invalid|Bad)Account/, 'Slurm does not know the account; say another --account'],
  [/^InvalidQOS/, 'Slurm does not know the quality of service; see --sbatch'],
  [/^AccountNotAllowed/, 'the account may not use this partition; say another --account or --partition'],
  [/^QOSNotAllowed/, 'the quality of service may not be used in this partition; see --sbatch'],
  [/^DependencyNeverSatisfied/, 'what it depends on failed; see --sbatch'],
  [
    /(?:Max(?:Cpu|TRES|GRES|Node|Mem|Wall|CpuMinutes|TRESMins|WallDuration)\w*PerJob|MaxWallDurationPerJob\w*)/,
    'one job may not ask for so much; ask for less',
  ],
];

/** Why a waiting task will never start, and what to do; undefined where it may. */
export function hopeless({ phase, reason }: TaskState): string | undefined {
  if (phase !== 'waiting') return undefined;
  const advice = HOPELESS.find(([pattern]) => pattern.test(reason))?.[1];
  return advice === undefined ? undefined : `Slurm will never start it (${reason}): ${advice}`;
}
