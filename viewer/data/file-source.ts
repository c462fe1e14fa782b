import type {
  Exchange,
  FigureView,
  LogChunk,
  LogStream,
  ReportDocument,
  StudyView,
  TrialEvidence,
} from '../../src/core/study-view.js';
import type { DataSource, RunKey, StudiesState } from './data-source.js';

/** Everything stands in the page itself. */
export class FileSource implements DataSource {
  readonly kind = 'file';
  readonly analysesAnew = false;
  readonly leftOut?: string;
  readonly #document: ReportDocument;

  constructor(document: ReportDocument) {
    this.#document = document;
    const leftOut =
      document.evidence === undefined
        ? 'This file was made from a report alone: module trees, exchanges with models and logs are in the study’s folder.'
        : document.evidence.leftOut;
    if (leftOut !== undefined) this.leftOut = leftOut;
  }

  listen(listener: (studies: StudiesState) => void): () => void {
    listener({ connection: 'none-needed' });
    return () => undefined;
  }

  view(): Promise<StudyView> {
    const { report } = this.#document;
    const ownMetric = report.primaryMetric?.name;
    return Promise.resolve({
      id: report.study.name,
      revision: 'file',
      report,
      ...(ownMetric === undefined ? {} : { ownMetric }),
    });
  }

  figures(): Promise<readonly FigureView[]> {
    return Promise.resolve(this.#document.figures);
  }

  trial(_study: string, trial: string): Promise<TrialEvidence | undefined> {
    return Promise.resolve(this.#document.evidence?.trials.find(({ trialId }) => trialId === trial));
  }

  otherExchanges(): Promise<readonly Exchange[]> {
    return Promise.resolve(this.#document.evidence?.otherExchanges ?? []);
  }

  log({ trial, seed }: RunKey, stream: LogStream): Promise<LogChunk | undefined> {
    const found = this.#document.evidence?.logs.find(
      (log) => log.trialId === trial && log.seedIndex === seed && log.stream === stream,
    );
    if (found === undefined) return Promise.resolve(undefined);
    // Bytes of the former file mean nothing here, but whether something stood before these lines does.
    const from = found.isCut ? 1 : 0;
    return Promise.resolve({ from, to: from, size: from, lines: found.lines, unfinished: '', hasEnded: true });
  }

  logAddress(): undefined {
    return undefined;
  }
}
