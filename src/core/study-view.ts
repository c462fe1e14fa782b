import type { ModelUsage } from './model-usage.js';
import type { Report } from './report.js';

/** A study in the viewer's list: what its event log tells, without reading a single run. */
export interface StudyEntry {
  /** The name of its folder, unique among those that are shown. */
  readonly id: string;
  /** Changes whenever the study's report may have: a page that shows an older one asks again. */
  readonly revision: string;
  readonly state: StudyState;
  /** Absent where the study is damaged, and before its first event. */
  readonly startedAt?: string;
  readonly script?: string;
  /** Runs with an outcome, among those that are to be made at all. */
  readonly endedRuns: number;
  readonly plannedRuns: number;
  /** The runs that are being executed, the longest first. */
  readonly running: readonly RunningRun[];
}

export type StudyState =
  /** A process holds its lock and shows signs of life. */
  | { readonly kind: 'running' }
  | { readonly kind: 'finished' }
  /** Somebody stopped it, and it said so. */
  | { readonly kind: 'interrupted' }
  /** Nobody waits for it, and jobs of a cluster go on. */
  | { readonly kind: 'left-running' }
  /** Nobody works on it, and its log does not say that it ended: killed, crashed, or another machine went away. */
  | { readonly kind: 'broken-off' }
  /** Its plan cannot be read. */
  | { readonly kind: 'damaged'; readonly message: string };

/** A run that is being executed: it has a folder, but no outcome yet. */
export interface RunningRun {
  readonly trialId: string;
  readonly seedIndex: number;
  /** When its folder was made. */
  readonly startedAt: string;
}

/** What a page shows of a study: the report over what is there. */
export interface StudyView {
  readonly id: string;
  readonly revision: string;
  /** Without series and curves, which are big: figures show them. */
  readonly report: Report;
  /** The metric the study itself reports; `report` may be about another one that was asked for. */
  readonly ownMetric?: string;
}

/** What only the study's folder tells of a trial, not its report. */
export interface TrialEvidence {
  readonly trialId: string;
  readonly structure: Structure;
  readonly exchanges: readonly Exchange[];
}

/** Baseline and variant as their first steps showed them. */
export type Structure =
  | { readonly kind: 'not-seen'; readonly reason: string }
  | { readonly kind: 'seen'; readonly models: readonly StructureTree[] };

/** One model (or fitted estimator) of baseline and variant, part by part. */
export interface StructureTree {
  /** `Net`; `Pipeline fitted at train.py:41`. */
  readonly title: string;
  readonly rows: readonly StructureRow[];
}

/** A part of a model: on the baseline's side, on the variant's, or on both. */
export interface StructureRow {
  /** 0 for the root. */
  readonly depth: number;
  /** `conv2`; of a root its class. */
  readonly name: string;
  readonly change: 'same' | 'changed' | 'gone' | 'added';
  readonly before?: StructurePart;
  readonly after?: StructurePart;
}

export interface StructurePart {
  /** `Conv2d(16, 16, kernel_size=(3, 3))` */
  readonly what: string;
  /** Of the part and all below it; absent where the library has no such thing. */
  readonly parameters?: number;
}

/** A call of a model, as recorded. Recordings hold no keys. */
export interface Exchange {
  /** Of its folder: `0003-conv2`. */
  readonly name: string;
  readonly purpose: string;
  /** The model that was asked; absent where a crash cut the exchange off. */
  readonly model?: string;
  readonly prompt: string;
  /** Absent where none came. */
  readonly reply?: string;
  readonly usage?: ModelUsage;
  /** US dollars; absent where it is not known. */
  readonly costUsd?: number;
}

/** The two streams of a run. */
export const LOG_STREAMS = ['stdout', 'stderr'] as const;
export type LogStream = (typeof LOG_STREAMS)[number];

/** A piece of a log, as a terminal would show it. */
export interface LogChunk {
  /** Where it begins and ends in the file, in bytes; the next one begins at `to`. */
  readonly from: number;
  readonly to: number;
  readonly size: number;
  readonly lines: readonly string[];
  /** The line after them that is not ended yet: a progress bar at its last state. */
  readonly unfinished: string;
  /** Whether the run has ended, so that nothing will follow. */
  readonly hasEnded: boolean;
}

/** The end of what a run said, for a report that leaves the study's folder. */
export interface LogTail {
  readonly trialId: string;
  readonly seedIndex: number;
  readonly stream: LogStream;
  readonly lines: readonly string[];
  /** Whether there was more before them. */
  readonly isCut: boolean;
}

/** All that a report which leaves its study's folder takes along of it. */
export interface StudyEvidence {
  readonly trials: readonly TrialEvidence[];
  /** Calls that belong to no trial of the table: hints, and components that no model could remove. */
  readonly otherExchanges: readonly Exchange[];
  readonly logs: readonly LogTail[];
  /** What was left out to keep the file small, in a sentence; absent where nothing was. */
  readonly leftOut?: string;
}

/** A page does not show more rows in one picture. */
export const MOST_TRIALS_IN_A_FIGURE = 120;

/** A figure, drawn for both themes. */
export interface FigureView {
  readonly name: string;
  readonly title: string;
  readonly caption: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** SVG. */
  readonly light: string;
  readonly dark: string;
}

/** What a self-contained page holds: all that the viewer would ask its server for. */
export interface ReportDocument {
  readonly report: Report;
  readonly figures: readonly FigureView[];
  /** Absent where the report was made from a `report.json` alone. */
  readonly evidence?: StudyEvidence;
}
