import type { MetricRecord } from './metric.js';

/** Why a run has no result. A failure is never a number. */
export type FailureReason =
  | {
      readonly kind: 'crashed';
      readonly exception?: string;
      readonly exitCode?: number;
      readonly signal?: string;
      /** The last line of stderr, where no exception says more. */
      readonly lastWords?: string;
    }
  /** After `limitMs`. `jobMs`: it was its job's time that was up, all of which this is; a job may be told ahead. */
  | { readonly kind: 'timed-out'; readonly limitMs: number; readonly jobMs?: number }
  | { readonly kind: 'out-of-memory'; readonly where: 'host' | 'cuda' | 'limit' }
  | { readonly kind: 'diverged'; readonly metric: string }
  | { readonly kind: 'no-metric' }
  /** It completed, but the chosen metric has no value in it, or none at the selected epoch. */
  | { readonly kind: 'no-value'; readonly metric: string; readonly why: string }
  | { readonly kind: 'edit-not-loaded'; readonly file: string; readonly loadedInstead?: string }
  | { readonly kind: 'probe-silent' }
  | { readonly kind: 'shared-output'; readonly path: string }
  | { readonly kind: 'wrote-to-project'; readonly path: string }
  | { readonly kind: 'seed-conflict'; readonly place: string }
  | { readonly kind: 'could-not-start'; readonly message: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'lost' };

/** A file a run read, as it was then: enough to see that it changed since. */
export interface ReadFile {
  /** Absolute, or relative to the project root where it lies inside. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

interface OutcomeBase {
  readonly startedAt: string;
  /** 0: it never began, or nobody knows when it ended. */
  readonly durationMs: number;
  readonly attempt: number;
  /** Things worth a line in the report: weights that were there before, W&B made offline ... */
  readonly notes: readonly string[];
  /** Data and weights the run read outside its sources. */
  readonly readFiles: readonly ReadFile[];
  readonly maxMemoryBytes?: number;
  /** Median time between two optimizer steps; absent where no optimizer of PyTorch stepped at least thrice. */
  readonly stepMs?: number;
  /** CPU time of the run and its children, where the system told. */
  readonly cpuMs?: number;
}

export interface CompletedOutcome extends OutcomeBase {
  readonly kind: 'completed';
  /** All candidates, decided or not. */
  readonly metrics: readonly MetricRecord[];
}

export interface FailedOutcome extends OutcomeBase {
  readonly kind: 'failed';
  readonly reason: FailureReason;
  /** The last lines it said. */
  readonly logTail: readonly string[];
  /** What it had measured before it failed; never enters a mean. */
  readonly metrics: readonly MetricRecord[];
}

/** How an attempt of a run ended. */
export type Outcome = CompletedOutcome | FailedOutcome;
