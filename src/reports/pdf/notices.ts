import type { Report } from '../../core/report.js';
import { MOST_RUNS, MOST_TRIALS } from './limits.js';
import { typstList } from './typst-list.js';
import { codePointOf, typstProse } from './typst-text.js';

const MOST_NAMED = 12;

/** What a reader must know before any number, in boxes of their own: alarms, warnings, what the paper cannot show. */
export function notices(report: Report, missing: readonly string[]): string[] {
  const alarms = report.alarms ?? [];
  const warnings = [...report.warnings, ...leftOut(report), ...boxes(missing)].map(typstProse);
  return [
    ...(alarms.length === 0 ? [] : [`#notice(red)[#term[Alarm]\n\n${typstList(alarms.map(strong))}]`]),
    ...(warnings.length === 0 ? [] : [`#notice(amber)[#term[Read this first]\n\n${typstList(warnings)}]`]),
  ];
}

function strong(text: string): string {
  return `#strong[${typstProse(text)}]`;
}

function leftOut({ trials, runs }: Report): string[] {
  const parts = [
    ...(trials.length > MOST_TRIALS ? [`${MOST_TRIALS} of ${trials.length} trials`] : []),
    ...(runs.length > MOST_RUNS ? [`${MOST_RUNS} of ${runs.length} runs`] : []),
  ];
  if (parts.length === 0) return [];
  return [`This document shows the first ${parts.join(' and ')}; report.md and results.csv have all of them.`];
}

function boxes(missing: readonly string[]): string[] {
  if (missing.length === 0) return [];
  const named = missing.slice(0, MOST_NAMED).map(codePointOf);
  const more = missing.length - named.length;
  return [
    `Characters that the fonts of this document lack are drawn as boxes (${named.join(', ')}` +
      `${more > 0 ? ` and ${more} more` : ''}); report.md shows them.`,
  ];
}
