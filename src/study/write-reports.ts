import { mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { idAsFileName } from '../core/id-as-file-name.js';
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
    edited.map(({ id, diff }) => ({ path: path.posix.join('variants', `${idAsFileName(id)}.diff`), content: diff })),
  );
}

async function writeFiles(directory: string, files: readonly ReportFile[]): Promise<void> {
  for (const { path: name, content } of files) {
    const file = path.join(directory, name);
    try {
      await writeWhole(directory, file, content);
    } catch (error) {
      // A full disk is no matter of where.
      if (!isRefusal(error)) throw error;
      throw new UserError(
        `Cannot write ${file}: ${error.message}. The report can go elsewhere: \`ablationmage report --output DIR\`.`,
      );
    }
  }
}

async function writeWhole(directory: string, file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await demandInside(directory, path.dirname(file));
  // What lies there may be a link, and writing would follow it.
  await rm(`${file}.partial`, { force: true });
  await writeFile(`${file}.partial`, content, { flag: 'wx' });
  await rename(`${file}.partial`, file);
}

function isRefusal(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && error.code !== 'ENOSPC' && error.code !== 'EDQUOT';
}

/** Throws a UserError where a folder of a study that came from elsewhere is a link to somewhere else. */
async function demandInside(directory: string, folder: string): Promise<void> {
  const [root, place] = [await realpath(directory), await realpath(folder)];
  if (place === root || place.startsWith(root + path.sep)) return;
  throw new UserError(
    `${folder} is a link that leads out of ${directory}, to ${place}: nothing is written there. Remove the link and say the same again.`,
  );
}
