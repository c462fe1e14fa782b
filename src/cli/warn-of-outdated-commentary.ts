import type { Report } from '../core/report.js';
import { outdatedCommentary } from '../report-study.js';
import { reportKey } from '../reports/commentary/report-key.js';

/** Says that a commentary is left out since it was written of other numbers, or does not stand the check any more. */
export async function warnOfOutdatedCommentary(report: Report, studyDirectory: string): Promise<void> {
  const outdated = await outdatedCommentary(studyDirectory, report);
  if (outdated === undefined) return;
  const { modelId, writtenAt } = outdated;
  const why =
    outdated.reportKey === reportKey(report)
      ? 'has sentences that do not agree with the report'
      : 'was written of other numbers';
  process.stderr.write(
    `warning: The commentary by ${modelId} of ${writtenAt.slice(0, 10)} ${why} and is left out; ` +
      '`ablationmage report --commentary` asks for a new one.\n',
  );
}
