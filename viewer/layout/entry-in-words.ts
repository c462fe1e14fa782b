import type { StudyEntry } from '../../src/core/study-view.js';

/** `12 of 27 runs` */
export function progressInWords({ endedRuns, plannedRuns }: StudyEntry): string {
  return `${endedRuns} of ${plannedRuns} runs`;
}

/** `27 Nov`, in the reader's own time zone; the year where it is another one. */
export function shortDate(at: string | undefined): string {
  if (at === undefined) return '';
  const date = new Date(at);
  const isThisYear = date.getFullYear() === new Date().getFullYear();
  return date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
  });
}
