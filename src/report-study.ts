import type { Commentary } from './core/commentary.js';
import { makeNamedFolder } from './core/make-folder.js';
import type { MetricRequest } from './core/metric.js';
import type { Report } from './core/report.js';
import { analyseStudy } from './reports/analysis/analyse-study.js';
import { withCommentary } from './reports/commentary/with-commentary.js';
import type { ReportFormat } from './reports/formats/report-format.js';
import { formatsOfARun } from './reports/index.js';
import { readCommentaryFile } from './study/commentary/commentary-file.js';
import { readRecord } from './study/read-record.js';
import { writeDiffs, writeReports, type WrittenFile } from './study/write-reports.js';

/**
 * Makes the report of a study from its folder, finished or not, and writes what every run writes into it.
 * Nothing is run. `asked` chooses other metrics than the study did.
 */
export async function reportStudy(studyDirectory: string, asked?: MetricRequest): Promise<Report> {
  const report = await analyseStudyFolder(studyDirectory, asked);
  await writeStudyReport(studyDirectory, report);
  return report;
}

/** The report alone, with the commentary that was written of its numbers; nothing is written. */
export async function analyseStudyFolder(studyDirectory: string, asked?: MetricRequest): Promise<Report> {
  const report = analyseStudy(await readRecord(studyDirectory, asked));
  return withCommentary(report, await readCommentaryFile(studyDirectory));
}

/**
 * The commentary of a study that has no place beside `report`: it was written of other numbers, or changed since so that it does not
 * stand the check. Undefined where there is none.
 */
export async function outdatedCommentary(studyDirectory: string, report: Report): Promise<Commentary | undefined> {
  const commentary = await readCommentaryFile(studyDirectory);
  return withCommentary(report, commentary).commentary === undefined ? commentary : undefined;
}

/** Writes what every run writes, and each variant's diff, into a study's folder. */
export async function writeStudyReport(studyDirectory: string, report: Report): Promise<void> {
  await writeReports(studyDirectory, report, formatsOfARun);
  await writeDiffs(studyDirectory, report);
}

/** Writes a report in some formats into any folder. Returns what was written. */
export async function writeFormats(
  directory: string,
  report: Report,
  formats: readonly ReportFormat[],
): Promise<readonly WrittenFile[]> {
  await makeNamedFolder(directory, 'The report can go elsewhere: `ablationmage report --output DIR`.');
  return writeReports(directory, report, formats);
}
