import type { Report } from '../../core/report.js';

/** Something the finished report is rendered as, and nothing else. A format computes no number. */
export type ReportFormat = TextFormat | BundleFormat;

/** One text. */
export interface TextFormat {
  readonly kind: 'text';
  /** As `--format` takes it. */
  readonly name: string;
  /** Relative to the folder it is written to. */
  readonly fileName: string;
  readonly render: (report: Report) => string;
}

/** Several files, or one that is no text; what makes them is loaded when it is needed. */
export interface BundleFormat {
  readonly kind: 'bundle';
  readonly name: string;
  readonly render: (report: Report) => Promise<readonly ReportFile[]>;
}

export interface ReportFile {
  /** Relative, with `/`. */
  readonly path: string;
  readonly content: string | Uint8Array;
  /** What is not as it should be in it, in a sentence for whoever asked for it. */
  readonly warning?: string;
}

/** The files of a format, text or not. */
export async function renderFiles(format: ReportFormat, report: Report): Promise<readonly ReportFile[]> {
  return format.kind === 'text'
    ? [{ path: format.fileName, content: format.render(report) }]
    : await format.render(report);
}
