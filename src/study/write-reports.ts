import path from 'node:path';
import { idAsFileName } from '../core/id-as-file-name.js';
import type { Report } from '../core/report.js';
import { renderFiles, type ReportFile, type ReportFormat } from '../reports/formats/report-format.js';
import { writeWhole } from './write-whole.js';

/** A file of a report as it was written, without its content: that of thousands of runs is large. */
export type WrittenFile = Omit<ReportFile, 'content'>;

/**
 * Writes a report in the given formats into a folder, each file whole or not at all, one format after the other. Returns what
 * was written.
 */
export async function writeReports(
  directory: string,
  report: Report,
  formats: readonly ReportFormat[],
): Promise<readonly WrittenFile[]> {
  const written: WrittenFile[] = [];
  for (const format of formats) {
    const files = await renderFiles(format, report);
    await writeFiles(directory, files);
    written.push(...files.map(({ content: _content, ...file }) => file));
  }
  return written;
}

/** Writes the unified diff of each variant that edits files into `variants/`. */
export async function writeDiffs(studyDirectory: string, { trials }: Report): Promise<void> {
  const edited = trials.filter(({ diff }) => diff !== '');
  await writeFiles(
    studyDirectory,
    edited.map(({ id, diff }) => ({ path: path.posix.join('variants', `${idAsFileName(id)}.diff`), content: diff })),
  );
}

async function writeFiles(directory: string, files: readonly ReportFile[]): Promise<void> {
  const elsewhere = 'The report can go elsewhere: `ablationmage report --output DIR`.';
  for (const { path: name, content } of files) {
    await writeWhole(directory, path.join(directory, name), content, elsewhere);
  }
}
