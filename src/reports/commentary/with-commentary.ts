import type { Commentary } from '../../core/commentary.js';
import type { Report } from '../../core/report.js';
import { reportKey } from './report-key.js';

/** A report with a commentary, or without any where it was written of other numbers. */
export function withCommentary(report: Report, commentary: Commentary | undefined): Report {
  const { commentary: _former, ...rest } = report;
  return commentary?.reportKey === reportKey(rest) ? { ...rest, commentary } : rest;
}
