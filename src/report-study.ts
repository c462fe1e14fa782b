import type { MetricRequest } from './config/study-settings.js';
import type { Report } from './core/report.js';
import { analyseStudy } from './reports/analysis/analyse-study.js';
import { readRecord } from './study/read-record.js';
import { writeReports } from './study/write-reports.js';

/**
 * Makes the report of a study from its folder, finished or not, and writes every format into it.
 * Nothing is run. `asked` chooses other metrics than the study did.
 */
export async function reportStudy(studyDirectory: string, asked?: MetricRequest): Promise<Report> {
  const report = analyseStudy(await readRecord(studyDirectory, asked));
  await writeReports(studyDirectory, report);
  return report;
}
