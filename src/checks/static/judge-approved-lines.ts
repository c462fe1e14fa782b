import type { HintComponent } from '../../core/component.js';
import type { LineChange } from '../../core/hint-trial.js';
import { unreachable } from '../../core/unreachable.js';
import type { Evidence } from '../../core/verdict.js';
import { approvedLines, fatesOf, type LineFate } from './approved-lines.js';
import type { Comparison } from './comparison.js';

/** A person approved lines as they are to be: what is otherwise in the variant, each line for itself. */
export function judgeApprovedLines({ base, variant }: Comparison, hints: readonly HintComponent[]): Evidence[] {
  return hints.flatMap((hint): Evidence[] => {
    const [before, after] = [base.pythonFiles.get(hint.file), variant.pythonFiles.get(hint.file)];
    const { trial } = hint;
    if (trial === undefined || before === undefined || after === undefined) return [];
    // The file was edited since, so that nothing is known of its lines any more.
    if (approvedLines(hint, before).length === 0) return [];
    const fates = fatesOf(trial.changes, before, after);
    return trial.changes.flatMap((change, index): Evidence[] => {
      const objection = objectionTo(change, fates[index] ?? 'as-approved');
      return objection === undefined
        ? []
        : [{ severity: 'rejected', aspect: 'completeness', message: objection, place: `${hint.file}:${hint.line}` }];
    });
  });
}

function objectionTo({ before, after }: LineChange, fate: LineFate): string | undefined {
  switch (fate) {
    case 'as-approved':
      return undefined;
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
