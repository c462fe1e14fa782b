import type { HintComponent } from '../../core/component.js';
import type { LineChange } from '../../core/hint-trial.js';
import { unreachable } from '../../core/unreachable.js';
import type { Evidence } from '../../core/verdict.js';
import { fatesOf, type LineFate } from './approved-lines.js';
import type { Comparison } from './comparison.js';

/** A person approved lines as they are to be: what is otherwise in the variant, each line for itself. */
export function judgeApprovedLines({ base, variant }: Comparison, hints: readonly HintComponent[]): Evidence[] {
  return hints.flatMap((hint): Evidence[] => {
    const [before, after] = [base.pythonFiles.get(hint.file), variant.pythonFiles.get(hint.file)];
    const { trial } = hint;
    if (trial === undefined || before === undefined || after === undefined) return [];
    const fates = fatesOf(trial.changes, before, after);
    return trial.changes.flatMap((change, index): Evidence[] => {
      const fate = fates[index] ?? 'as-approved';
      const message = objectionTo(change, fate);
      if (message === undefined) return [];
      const severity = fate === 'not-there' ? 'suspicious' : 'rejected';
      return [{ severity, aspect: 'completeness', message, place: `${hint.file}:${hint.line}` }];
    });
  });
}

function objectionTo({ before, after }: LineChange, fate: LineFate): string | undefined {
  switch (fate) {
    case 'as-approved':
      return undefined;
    case 'not-there':
      return `\`${before}\` was approved to change, and is not in the file any more`;
    case 'unchanged':
      return `\`${before}\` is still there, though it was approved ${after === '' ? 'that it goes' : 'to change'}`;
    case 'otherwise':
      return `\`${before}\` was approved to become \`${after.replaceAll('\n', '; ')}\`, and became something else`;
    case 'at-more-places':
      return `\`${before}\` changed at more places than was approved`;
    default:
      return unreachable(fate);
  }
}
