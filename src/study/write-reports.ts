import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Report } from '../core/report.js';
import { reportFormats } from '../reports/index.js';

/** Writes every format into the study's folder, and each variant's diff. Returns the files, relative to it. */
export async function writeReports(studyDirectory: string, report: Report): Promise<string[]> {
  const files = reportFormats.map((format) => [format.fileName, format.render(report)] as const);
  const diffs = report.trials
    .filter((trial) => trial.diff !== '')
    .map((trial) => [path.posix.join('variants', `${trial.id}.diff`), trial.diff] as const);
  await mkdir(path.join(studyDirectory, 'variants'), { recursive: true });
  for (const [name, content] of [...files, ...diffs]) {
    const file = path.join(studyDirectory, name);
    await writeFile(`${file}.partial`, content);
    await rename(`${file}.partial`, file);
  }
  return files.map(([name]) => name);
}
