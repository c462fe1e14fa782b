import type { Report } from '../../core/report.js';
import { allRuns } from './all-runs.js';
import { commentary } from './commentary.js';
import type { DrawnFigure } from './drawn-figures.js';
import { exploratory } from './exploratory.js';
import { figures } from './figures.js';
import { notices } from './notices.js';
import { PAGE_STYLE } from './page-style.js';
import { results, testsOfFindings } from './results.js';
import { setup } from './setup.js';
import { titleBlock } from './title-block.js';
import { variants } from './variants.js';

/**
 * The whole report as a Typst document. `missing` are the characters that cannot be drawn, which the reader is told.
 */
export function typstDocument(report: Report, drawn: readonly DrawnFigure[], missing: readonly string[]): string {
  const parts = [
    PAGE_STYLE,
    titleBlock(report),
    ...notices(report, missing),
    ...results(report),
    ...commentary(report),
    ...figures(drawn),
    ...exploratory(report),
    ...testsOfFindings(report),
    ...variants(report),
    ...setup(report),
    ...allRuns(report),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}
