import type { Report } from '../../core/report.js';

/** A file of the study's folder, made of the finished report and nothing else. */
export interface ReportFormat {
  readonly name: string;
  /** Name of the file in the study's folder. */
  readonly fileName: string;
  /** Renders; computes no number. */
  readonly render: (report: Report) => string;
}
