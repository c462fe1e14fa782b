import type { Report } from '../core/report.js';
import { outdatedCommentary } from '../report-study.js';

/** Says that a commentary is left out since it was written of other numbers. */
export async function warnOfOutdatedCommentary(report: Report, studyDirectory: string): Promise<void> {
  const outdated = await outdatedCommentary(studyDirectory, report);
  if (outdated === undefined) return;
  const { modelId, writtenAt } = outdated;
  process.stderr.write(
    `warning: The commentary by ${modelId} of ${writtenAt.slice(0, 10)} was written of other numbers and is left out; ` +
      '`ablationmage report --commentary` asks for a new one.\n',
  );
}
