import type { MetricRequest } from './core/metric.js';
import type { Report } from './core/report.js';
import { analyseStudy } from './reports/analysis/analyse-study.js';
import { readRecord } from './study/read-record.js';
import { writeReports } from './study/write-reports.js';

/**
 * Makes the report of a study from its folder, finished or not, and writes every format into it.
 * Nothing is run. `asked` chooses other metrics than the study did.
 */
export async function reportStudy(studyDirectory: string, asked?: MetricRequest): Promise<Report> {
  const report = await analyseStudyFolder(studyDirectory, asked);
  await writeStudyReport(studyDirectory, report);
  return report;
}

/** The report alone; nothing is written. */
export async function analyseStudyFolder(studyDirectory: string, asked?: MetricRequest): Promise<Report> {
  return analyseStudy(await readRecord(studyDirectory, asked));
}

/** Writes every format of a report into its study's folder. */
export async function writeStudyReport(studyDirectory: string, report: Report): Promise<void> {
  await writeReports(studyDirectory, report);
}
