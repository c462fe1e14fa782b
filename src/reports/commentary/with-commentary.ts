import type { Commentary } from '../../core/commentary.js';
import type { Report } from '../../core/report.js';
import { commentaryChecker, refusedSentences } from './check-commentary.js';
import { withoutHiddenCharacters } from './hidden-characters.js';
import { reportKey } from './report-key.js';

/**
 * A report with a commentary, or without any where it was written of other numbers, or has a sentence that does not stand the
 * check: somebody changed its text since.
 */
export function withCommentary(report: Report, commentary: Commentary | undefined): Report {
  const { commentary: _former, ...rest } = report;
  if (commentary === undefined) return rest;
  return commentary.reportKey === reportKey(rest) && stands(rest, commentary) ? { ...rest, commentary } : rest;
}

function stands(report: Report, { paragraphs }: Commentary): boolean {
  const check = commentaryChecker(report);
  return paragraphs.every(
    (text) => text === withoutHiddenCharacters(text) && refusedSentences(check(text)).length === 0,
  );
}
