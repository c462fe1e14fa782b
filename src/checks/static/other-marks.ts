import type { CodeComponent } from '../../core/component.js';
import type { Evidence } from '../../core/verdict.js';
import type { Syntax } from '../syntax/plain-syntax.js';
import { wordsOf } from './approved-trial.js';
import type { Comparison } from './comparison.js';
import type { Region } from './hinted-region.js';

/** Another mark's code that went although the trial is not about its line. */
export function judgeOtherMarks(
  { base, differences }: Comparison,
  regions: readonly Region[],
  others: readonly CodeComponent[],
): Evidence[] {
  const isAsked = (id: string): boolean => regions.some(({ hint }) => namesWord(wordsOf(hint), id));
  return others.flatMap((other): Evidence[] => {
    const file = base.pythonFiles.get(other.file);
    if (file === undefined || isAsked(other.id)) return [];
    const isInside = ({ file: name, start, end }: Syntax): boolean =>
      name === other.file && other.start < end && start < other.end;
    const isMeant = regions.some(({ approved }) => approved?.nodes.some(isInside) === true);
    const changed = differences.find(
      (difference) =>
        difference.kind !== 'inserted' &&
        difference.kind !== 'wrapped' &&
        isInside(difference.base) &&
        // A larger piece that went may be what the hint is about.
        difference.base.end - difference.base.start <= other.end - other.start + 1,
    );
    if (isMeant || changed === undefined) return [];
    const message = `it changes another marked component, ${other.id}`;
    return [{ severity: 'rejected', aspect: 'confinement', message, place: `${other.file}:${other.line}` }];
  });
}

/** Whether a text names it, as a word of its own. */
function namesWord(text: string, id: string): boolean {
  const literal = id.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w.])${literal}(?!\\w)`, 'i').test(text);
}
