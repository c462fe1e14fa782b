import type { Outcome } from '../../core/outcome.js';
import type { SlurmSettings } from '../../core/slurm-settings.js';
import type { RunRequest } from '../executor.js';
import type { NodeSurroundings } from './batch.js';
import type { Launcher } from './submit-batch.js';

/** What the jobs of a study have in common, and who hears of them. */
export interface SlurmQueueSettings {
  readonly studyDirectory: string;
  readonly slurm: SlurmSettings;
  readonly launcher: Launcher;
  /** Runs at the same time; absent: as many as the cluster gives. */
  readonly mostAtOnce?: number;
  readonly surroundings: NodeSurroundings;
  /** The user's own. */
  readonly environment: NodeJS.ProcessEnv;
  /** What a run left in its folder, judged beside the others. */
  readonly outcomeOf: (request: RunRequest) => Outcome | undefined;
  /** Called when the study's folder stayed away for so long that all runs were left to themselves. */
  readonly onAbandoned: () => void;
  readonly note: (severity: 'note' | 'warning', message: string) => void;
}
