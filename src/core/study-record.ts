import type { ModelCost, TrialModel } from './model-cost.js';
import type { ForkingUse } from './forking.js';
import type { BaselineGate, Reproducibility } from './event.js';
import type { MetricChoice, MetricRequest } from './metric.js';
import type { Outcome } from './outcome.js';
import type { SeedDescription, SkippedComponent, StudyDescription } from './report.js';
import type { PlannedRun, Trial } from './trial.js';
import type { Strictness, Verdict } from './verdict.js';

/** All that a study folder knows, finished or not: what the analysis turns into a report. */
export interface StudyRecord {
  readonly study: StudyDescription;
  readonly seeds: SeedDescription;
  /** The baseline first, then the trials in the order of the source. */
  readonly trials: readonly RecordedTrial[];
  /** Every planned run, done or not. */
  readonly runs: readonly RecordedRun[];
  /** Components that have no trial, with the reason. */
  readonly skipped: readonly SkippedComponent[];
  /** The metrics that patterns find are among those of the runs already. */
  readonly requestedMetrics: Omit<MetricRequest, 'patterns'>;
  /** What an earlier analysis of this study chose; kept where the user asks for nothing else. */
  readonly recordedChoice?: MetricChoice;
  /** Family-wise error rate of the findings, 0.05 unless said otherwise. */
  readonly alpha: number;
  /** ± this much of the primary metric counts as no difference. */
  readonly equivalenceMargin?: number;
  readonly reproducibility: Reproducibility;
  /** Absent where the study ended before the baseline was compared with the plain script. */
  readonly baselineGate?: BaselineGate;
  /** Absent where nothing was decided yet, and in studies from before there was a choice. */
  readonly forking?: ForkingUse;
  /** What became of suspicious variants; they ran unless said otherwise. */
  readonly strictness?: Strictness;
  /** What all calls of models came to, those of hints and of given-up trials too. */
  readonly modelCost?: ModelCost;
  /** Sentences of other parts that belong before the table. */
  readonly warnings: readonly string[];
  /** Sentences that everybody has to read before any number; absent where there are none. */
  /** Results of what the sources were before, which count because a person said so. */
  readonly keptResults?: KeptResults;
  readonly alarms?: readonly string[];
}

export interface RecordedTrial {
  readonly trial: Trial;
  /** How the row is called: `− conv2`, `conv2 → nn.Identity()`, `baseline`. */
  readonly label: string;
  readonly origin: string;
  readonly notes: readonly string[];
  /** Unified diff against the user's files; empty where there is none. */
  readonly diff: string;
  readonly arguments: readonly string[];
  /** Absent where no model wrote it. */
  readonly model?: TrialModel;
  /** Absent for the baseline, and where the study ended before the variant was checked. */
  readonly verdict?: Verdict;
  /** The variant may change what the loss is made of, so a loss is no fair metric of it. */
  readonly lossChange?: LossChange;
}

/** Where a loss that a variant changes is computed, as far as the source tells. */
export type LossChange =
  /** In an evaluation too: a loss on test data is another quantity then. */
  | 'in-evaluation'
  /** Only where the model is trained. */
  | 'in-training'
  | 'somewhere';

export interface RecordedRun {
  readonly run: PlannedRun;
  /** The run's folder, relative to the study's folder; absent before it started. */
  readonly directory?: string;
  /** Of the last attempt; absent where the run is still to come. */
  readonly outcome?: Outcome;
}

/** How many results are from before a change, and of what: files, arguments, packages, data. */
export interface KeptResults {
  readonly count: number;
  /** Empty where the study is from before it was kept. */
  readonly changes: readonly string[];
}
