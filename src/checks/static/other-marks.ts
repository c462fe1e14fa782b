import type { CodeComponent } from '../../core/component.js';
import type { Evidence } from '../../core/verdict.js';
import type { Syntax } from '../syntax/plain-syntax.js';
import type { Comparison } from './comparison.js';
import type { Region } from './hinted-region.js';

/** Another mark's code that went although nobody approved that its line changes. */
export function judgeOtherMarks(
  { differences }: Comparison,
  regions: readonly Region[],
  others: readonly CodeComponent[],
): Evidence[] {
  const approved = regions.flatMap((region) => region.approved?.nodes ?? []);
  return others.flatMap((other): Evidence[] => {
    const isInside = ({ file, start, end }: Syntax): boolean =>
      file === other.file && other.start < end && start < other.end;
    const isChanged = differences.some(
      (difference) =>
        difference.kind !== 'inserted' &&
        difference.kind !== 'wrapped' &&
        isInside(difference.base) &&
        // A larger piece that went may be what the hint is about.
        difference.base.end - difference.base.start <= other.end - other.start + 1,
    );
    if (!isChanged || approved.some(isInside)) return [];
    const message = `it changes another marked component, ${other.id}`;
    return [{ severity: 'rejected', aspect: 'confinement', message, place: `${other.file}:${other.line}` }];
  });
}
