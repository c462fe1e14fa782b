import type { Report, TrialReport } from '../../core/report.js';
import { MOST_TRIALS } from './limits.js';

/** The trials that have a section of their own. */
export function describedTrials({ trials }: Report): readonly TrialReport[] {
  return trials.slice(0, MOST_TRIALS).filter(({ change }) => change !== 'none');
}

/** The name of a trial's section in the document: ids may hold what Typst takes for no label. */
export function variantAnchor(report: Report, trial: TrialReport): string {
  return `variant-${report.trials.findIndex(({ id }) => id === trial.id)}`;
}

/** Typst content that leads to the section of a trial, where it has one. */
export function linkedToVariant(report: Report, trial: TrialReport, content: string): string {
  const isDescribed = describedTrials(report).some(({ id }) => id === trial.id);
  return isDescribed ? `#link(<${variantAnchor(report, trial)}>)[${content}];` : content;
}
