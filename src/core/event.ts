import type { ForkingUse } from './forking.js';
import type { HintTrial } from './hint-trial.js';
import type { ModelUsage } from './model-usage.js';
import type { MetricChoice } from './metric.js';
import type { Outcome } from './outcome.js';
import type { SandboxGrants } from './sandbox-grants.js';
import type { PlannedRun } from './trial.js';
import type { Verdict } from './verdict.js';

/**
 * Everything that happens in a study. The kept ones are the lines of `events.jsonl`; the same
 * values drive the live view and `--json`. Names are noun-verb.
 */
export type StudyEvent = KeptEvent | PassingEvent;

/** A line of `events.jsonl`: a decision, or an outcome taken in. */
export type KeptEvent =
  | {
      readonly type: 'study-started';
      readonly at: string;
      readonly toolVersion: string;
      readonly script: string;
      readonly threadsPerRun: number;
      /** Absent in studies from before there was one. */
      readonly sandbox?: 'bwrap' | 'none';
      /** Absent where there were none. */
      readonly sandboxGrants?: SandboxGrants;
      /** Files with keys that were named to it, absolute: no sandboxed run sees them, in later starts either. */
      readonly keyFiles?: readonly string[];
    }
  | { readonly type: 'study-planned'; readonly at: string; readonly trials: number; readonly runs: number }
  /** A model read what a hint asks for. `hintKey` is of its words and the code it stands at, so that the trials stay the same. */
  | {
      readonly type: 'hint-read';
      readonly at: string;
      readonly hintKey: string;
      readonly trials: readonly HintTrial[];
      readonly isApproved: boolean;
    }
  /**
   * A call of a model was paid for, with or without a reply. `trialId` is absent where it served all, `exchange`, the
   * folder of its recording, where it brought none.
   */
  | {
      readonly type: 'model-called';
      readonly at: string;
      readonly purpose: string;
      readonly trialId?: string;
      readonly modelId: string;
      readonly exchange?: string;
      readonly usage: ModelUsage;
      /** The provider told no usage, so it is an estimate. */
      readonly isEstimated?: true;
      /** US dollars; absent where the price is not known. */
      readonly costUsd?: number;
    }
  /** No variant of a trial came about. `hash` tells of which task: it is not tried again on the same. */
  | {
      readonly type: 'variant-given-up';
      readonly at: string;
      readonly trialId: string;
      readonly hash: string;
      readonly reason: string;
      /** Budget, network, interruption: another start tries again. */
      readonly isPassing: boolean;
      /** Which model was asked, as a key; another one may try. Absent where none was. */
      readonly providerKey?: string;
    }
  /** A model's commentary on the report came to its end: nothing is left of it where all its sentences were dropped. */
  | {
      readonly type: 'commentary-written';
      readonly at: string;
      readonly modelId: string;
      readonly droppedSentences: number;
    }
  | { readonly type: 'metric-chosen'; readonly at: string; readonly choice: MetricChoice }
  | {
      readonly type: 'reproducibility-checked';
      readonly at: string;
      readonly result: Reproducibility;
      /** Absent in studies from before it was checked. */
      readonly gate?: BaselineGate;
    }
  /** `key` is of all that the answer depends on: another Python or other libraries ask again. */
  | {
      readonly type: 'forking-decided';
      readonly at: string;
      readonly key: string;
      readonly use: ForkingUse;
    }
  /** A variant was checked; `variantKey` is the identity of what it runs at the first seed. */
  | {
      readonly type: 'variant-judged';
      readonly at: string;
      readonly trialId: string;
      readonly variantKey: string;
      readonly verdict: Verdict;
    }
  | { readonly type: 'run-ended'; readonly at: string; readonly run: PlannedRun; readonly outcome: Outcome }
  /** A person decided that finished runs whose sources changed since still count. */
  | {
      readonly type: 'run-kept';
      readonly at: string;
      readonly run: PlannedRun;
      readonly formerIdentity: string;
      /** What had changed: files, arguments, packages, data. Absent in studies from before it was kept. */
      readonly changes?: readonly string[];
    }
  | { readonly type: 'study-ended'; readonly at: string; readonly how: 'finished' | 'interrupted' | 'left-running' };

/** Shown while it happens, never stored. */
export type PassingEvent =
  | { readonly type: 'run-started'; readonly at: string; readonly run: PlannedRun; readonly directory: string }
  | {
      readonly type: 'run-progressed';
      readonly at: string;
      readonly run: PlannedRun;
      readonly metric: string;
      readonly value: number;
    }
  /** A model is asked for a trial's variant, for the `attempt`th time. */
  | { readonly type: 'variant-asked'; readonly at: string; readonly trialId: string; readonly attempt: number }
  | {
      readonly type: 'note-made';
      readonly at: string;
      readonly severity: 'note' | 'warning';
      readonly message: string;
    };

/** Whether the baseline as the study runs it gives what the script gives without the study. */
export type BaselineGate =
  /** `in-full`: to its end; else over the values that both had given when the plain run was stopped. */
  | { readonly kind: 'equal'; readonly extent: 'in-full' | 'first-values' }
  /** By the largest difference of any metric. */
  | { readonly kind: 'differs'; readonly by: number; readonly cause?: 'no-seed-of-its-own' }
  | { readonly kind: 'not-checked'; readonly reason: string };

/** Whether the same seed gives the same number again. */
export type Reproducibility =
  | { readonly kind: 'identical' }
  /** The largest absolute difference per metric between two runs of the baseline at one seed. */
  | { readonly kind: 'differs'; readonly tolerance: Readonly<Record<string, number>> }
  | { readonly kind: 'not-checked'; readonly reason: string };
