import type { Commentary } from './commentary.js';
import type { ModelCost, TrialModel } from './model-cost.js';
import type { Effect, Summary } from './effect.js';
import type { BaselineGate, Reproducibility } from './event.js';
import type { ForkingUse } from './forking.js';
import type { Finding } from './finding.js';
import type { MetricChoice, MetricDirection, MetricPoint, MetricSource } from './metric.js';
import type { FailureReason } from './outcome.js';
import type { Verdict } from './verdict.js';

/** Raised when a reader of `report.json` would have to change. */
export const REPORT_SCHEMA_VERSION = 2;

/**
 * The finished study: all that any format prints. Formats render, they compute no number.
 * This is the content of `report.json`.
 */
export interface Report {
  readonly schemaVersion: typeof REPORT_SCHEMA_VERSION;
  readonly study: StudyDescription;
  readonly seeds: SeedDescription;
  /** Absent where no run gave a number. */
  readonly primaryMetric?: MetricChoice;
  /** What a reader must know before the table: guesses, ineffective seeds, skipped components. */
  readonly warnings: readonly string[];
  /** The gravest, said above the table: a trial that had no effect at all. Absent where there is none. */
  readonly alarms?: readonly string[];
  readonly reproducibility: Reproducibility;
  /** Whether the baseline gives the numbers of the plain script; absent where the study ended before that was known. */
  readonly baselineGate?: BaselineGate;
  /** Absent where nothing was decided, and in reports from before there was a choice. */
  readonly forking?: ForkingUse;
  /** What the seed alone does to the primary metric; absent with fewer than two seeds of the baseline. */
  readonly noiseFloor?: NoiseFloor;
  /** The baseline against itself at other seeds; absent where the study was not asked for it (`--aa`). */
  readonly secondBaseline?: SecondBaselineReport;
  /** The baseline first, then the trials in the order of the source. */
  readonly trials: readonly TrialReport[];
  /** What all calls of models came to; absent where there were none. */
  readonly modelCost?: ModelCost;
  /** Components that have no trial yet, with the reason. */
  readonly skipped: readonly SkippedComponent[];
  readonly runs: readonly RunReport[];
  /** Every metric any run gave, so that `report --metric` can choose another. */
  readonly candidateMetrics: readonly CandidateMetric[];
  /** How the reported metrics went during the runs; of trials and metrics without a series there is none. */
  readonly curves: readonly MetricCurve[];
  readonly method: MethodDescription;
  /** A model's text on these numbers; absent where none was asked for, or it was written of others. */
  readonly commentary?: Commentary;
}

export interface StudyDescription {
  readonly name: string;
  readonly script: string;
  /** The command as the user would type it, with the interpreter as `python`. */
  readonly command: string;
  /** The words of the command line that ran the study, as they were typed. */
  readonly typedWords: readonly string[];
  readonly toolVersion: string;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly wallTimeMs: number;
  readonly environment: EnvironmentDescription;
}

export interface EnvironmentDescription {
  readonly python: string;
  readonly pythonVersion: string;
  /** Versions of the imported third-party packages. */
  readonly packages: Readonly<Record<string, string>>;
  readonly operatingSystem: string;
  readonly processor: string;
  readonly cores: number;
  readonly gpus: readonly string[];
  /** Runs at the same time; absent where it was as many as a cluster gave. */
  readonly jobs?: number;
  readonly threadsPerRun: number;
  /** Nodes of a cluster that runs executed on, as jobs of Slurm; absent where it was one machine. */
  readonly slurmNodes?: readonly string[];
}

export interface SeedDescription {
  /** The seed indices of the study; 0 is the user's own seed. */
  readonly indices: readonly number[];
  /** How the seeds reach the script, in a sentence. */
  readonly how: string;
  /** The seed layer: places where the further seeds change the sources, baseline included. */
  readonly places: readonly string[];
}

export interface TrialReport {
  readonly id: string;
  /** How the row is called: `− conv2`, `conv2 → nn.Identity()`, `baseline`. */
  readonly label: string;
  readonly change: 'none' | 'remove' | 'replace';
  readonly componentIds: readonly string[];
  /** Where the variant comes from and what it did: `rule sequence-element: removes the element`. */
  readonly origin: string;
  readonly notes: readonly string[];
  /** Unified diff against the user's files; empty for the baseline and for changed arguments. */
  readonly diff: string;
  readonly arguments: readonly string[];
  /** Absent where no model wrote the variant. */
  readonly model?: TrialModel;
  /** Seeds asked for; a summary has fewer where runs failed or are still to come. */
  readonly plannedRuns: number;
  readonly failures: readonly TrialFailure[];
  /** The primary metric first, then the exploratory ones. */
  readonly metrics: readonly TrialMetric[];
  /** Absent for the baseline. */
  readonly finding?: Finding;
  /** Mean duration of the completed runs. */
  readonly meanDurationMs?: number;
  /** How far the variant is trusted, with the evidence. Absent for the baseline and what was never checked. */
  readonly verdict?: Verdict;
  /** Parameters that got a gradient in the first steps, where they were seen. */
  readonly parameters?: number;
  /** Trial minus baseline. */
  readonly parameterDifference?: number;
  /** Time between two optimizer steps, mean over the completed runs, where it was measured. */
  readonly stepMs?: number;
  /** Trial over baseline: mean step times at the seeds that compare, without the baseline's first, undisturbed run. */
  readonly stepTimeRatio?: number;
  /** Whether all times of the one are longer than all of the other; absent where fewer than three seeds compare. */
  readonly stepTimeDiffers?: boolean;
}

/** The spread of the baseline over its own seeds: effects of this size need many seeds to be seen. */
export interface NoiseFloor {
  readonly metric: string;
  readonly seeds: number;
  /** Sample standard deviation (n − 1). */
  readonly standardDeviation: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The A/A comparison. By construction nothing was removed, so its difference is noise; it is no trial, and
 * enters neither the findings nor the correction for several comparisons.
 */
export interface SecondBaselineReport extends Pick<TrialReport, 'id' | 'plannedRuns' | 'failures' | 'metrics'> {
  /** The seed indices it ran at, in the order of the study's: its runs have the index they are paired with. */
  readonly seedIndices: readonly number[];
}

export interface TrialFailure {
  readonly seedIndex: number;
  readonly reason: FailureReason;
  readonly inWords: string;
}

/** One metric of one trial. */
export interface TrialMetric {
  readonly metric: string;
  readonly role: 'primary' | 'exploratory';
  /** Absent where no run completed with this metric. */
  readonly summary?: Summary;
  /** Absent for the baseline, and where fewer than one pair completed. */
  readonly effect?: Effect;
  /**
   * Whether the metric is still the same quantity without the component: a loss that loses a term is
   * another loss. Absent where nothing speaks against it.
   */
  readonly meaning?: MetricMeaning;
}

/** `changed`: the component is part of what the metric adds up. `doubtful`: it may be. */
export type MetricMeaning = 'changed' | 'doubtful';

export interface SkippedComponent {
  readonly id: string;
  readonly place: string;
  readonly reason: string;
  /** `not-written`: a model was asked, and none of what it gave can be run. */
  readonly kind: 'needs-model' | 'not-written' | 'impossible' | 'not-selected';
}

export interface RunReport {
  readonly trialId: string;
  readonly seedIndex: number;
  /** A run that completed without a usable value of the primary metric (diverged, not selectable) has failed. */
  readonly state: 'completed' | 'failed' | 'not-run';
  readonly failure?: string;
  readonly attempt?: number;
  readonly durationMs?: number;
  readonly startedAt?: string;
  readonly identity: string;
  /** The run's folder, relative to the study's folder. */
  readonly directory?: string;
  /** Finite last values only: a NaN is a failure, never a number. */
  readonly metrics: readonly RunMetric[];
}

export interface RunMetric {
  readonly metric: string;
  /** The last value. */
  readonly value: number;
  /** Of a reported metric under `best:...`: the value that entered the table. */
  readonly selectedValue?: number;
  readonly source: MetricSource;
  readonly trace: string;
  /** Finite values; kept for the reported metrics and the one that selects the epoch. */
  readonly series: readonly MetricPoint[];
}

export interface CandidateMetric {
  readonly name: string;
  readonly source: MetricSource;
  readonly direction: MetricDirection;
  /** In how many of the completed runs it appears. */
  readonly runs: number;
}

/** One metric of one trial over its completed runs, step by step. */
export interface MetricCurve {
  readonly trialId: string;
  readonly metric: string;
  /** `step`: as the script counted (epochs). `value-number`: the 1st, 2nd ... value it gave. */
  readonly axis: 'step' | 'value-number';
  /** How many steps all runs reached; `points` has no more than 200 of them, evenly chosen. */
  readonly steps: number;
  readonly points: readonly CurvePoint[];
}

export interface CurvePoint {
  readonly step: number;
  readonly n: number;
  readonly mean: number;
  /** Mean ∓ sample standard deviation; absent for n = 1. */
  readonly low?: number;
  readonly high?: number;
}

export interface MethodDescription {
  readonly alpha: number;
  /** ± this much counts as no difference, where the user gave a margin. */
  readonly equivalenceMargin?: number;
  /** The paragraph of `methods.txt`. */
  readonly paragraph: string;
}
