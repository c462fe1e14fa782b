import type {
  Exchange,
  FigureView,
  LogChunk,
  LogStream,
  StudyEntry,
  StudyView,
  TrialEvidence,
} from '../../src/core/study-view.js';

/** Where a page has its studies from: a viewer that serves them, or the file that the page is. */
export interface DataSource {
  readonly kind: 'served' | 'file';
  /** Whether metrics that the report is not about can be chosen. */
  readonly analysesAnew: boolean;
  /** The listener hears of the present state at once. Returns what ends it. */
  listen(listener: (studies: StudiesState) => void): () => void;
  view(study: string, metric: string | undefined, signal: AbortSignal): Promise<StudyView>;
  figures(study: string, metric: string | undefined, signal: AbortSignal): Promise<readonly FigureView[]>;
  /** Undefined where the source does not have it: a report made without its study's folder. */
  trial(study: string, trial: string, signal: AbortSignal): Promise<TrialEvidence | undefined>;
  /** Calls of models that belong to no trial. */
  otherExchanges(study: string, signal: AbortSignal): Promise<readonly Exchange[]>;
  /** From a byte on; a negative number counts from the end. Undefined where the source has no logs. */
  log(run: RunKey, stream: LogStream, from: number, signal: AbortSignal): Promise<LogChunk | undefined>;
  /** The address of the whole log; undefined where the source has only its end. */
  logAddress(run: RunKey, stream: LogStream): string | undefined;
  /** What the source does not have, in a sentence. */
  readonly leftOut?: string;
}

export interface RunKey {
  readonly study: string;
  readonly trial: string;
  readonly seed: number;
}

export interface StudiesState {
  readonly connection: 'opening' | 'open' | 'lost' | 'stopped' | 'none-needed';
  /** The latest first; undefined before the first are known. */
  readonly entries?: readonly StudyEntry[];
}
