import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Report } from '../core/report.js';
import { UserError } from '../core/user-error.js';
import { renderFiles, type ReportFile, type ReportFormat } from '../reports/formats/report-format.js';

/**
 * Writes a report in the given formats into a folder, each file whole or not at all. Returns what was
 * written.
 */
export async function writeReports(
  directory: string,
  report: Report,
  formats: readonly ReportFormat[],
): Promise<readonly ReportFile[]> {
  const files = await Promise.all(formats.map((format) => renderFiles(format, report)));
  await writeFiles(directory, files.flat());
  return files.flat();
}

/** Writes the unified diff of each variant that edits files into `variants/`. */
export async function writeDiffs(studyDirectory: string, { trials }: Report): Promise<void> {
  const edited = trials.filter(({ diff }) => diff !== '');
  await writeFiles(
    studyDirectory,
    edited.map(({ id, diff }) => ({ path: path.posix.join('variants', `${id}.diff`), content: diff })),
  );
}

async function writeFiles(directory: string, files: readonly ReportFile[]): Promise<void> {
  for (const { path: name, content } of files) {
    const file = path.join(directory, name);
    try {
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(`${file}.partial`, content);
      await rename(`${file}.partial`, file);
    } catch (error) {
      throw new UserError(
        `Cannot write ${file}: ${error instanceof Error ? error.message : String(error)}. The report can go elsewhere: \`ablationmage report --output DIR\`.`,
      );
    }
  }
}
