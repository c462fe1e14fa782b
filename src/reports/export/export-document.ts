import type { Report } from '../../core/report.js';
import { exportedRun, type ExportedRun } from './exported-run.js';
import { exportedSummary, type ExportedSummary } from './exported-summary.js';
import { exportNames } from './export-names.js';

/**
 * A report as experiment trackers keep it: runs with series and values, and a summary. All numbers are the report's;
 * what writes it (`python/ablationmage_export/`) computes none. `document.py` there says the same in Python.
 */
export interface ExportDocument {
  /** The project or experiment that the runs belong to. */
  readonly study: string;
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly summary: ExportedSummary;
  /** Those that completed or failed, in the order of the report. */
  readonly runs: readonly ExportedRun[];
  /** Names in `values` that a table of runs should show, the primary metric's first. */
  readonly shownValues: readonly string[];
}

export function exportDocument(report: Report): ExportDocument {
  const names = exportNames(report);
  const runs = report.runs.flatMap((run) => (run.state === 'not-run' ? [] : [exportedRun(report, run, names)]));
  return {
    study: report.study.name,
    startedAtMs: Date.parse(report.study.startedAt),
    durationMs: report.study.wallTimeMs,
    summary: exportedSummary(report, runs, names),
    runs,
    shownValues: names.reported.map(names.result),
  };
}
