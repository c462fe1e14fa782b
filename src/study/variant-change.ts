import type { Edit } from '../core/edit.js';
import type { ChangedCode, Variant, VariantChange } from '../core/variant.js';
import { codeOfLine } from '../source/code-of-line.js';
import { textOf, type Project } from '../source/project.js';

/** What a variant does, in words that stay the same where other code changes; nothing for the baseline. */
export function variantChange(project: Project, variant: Variant | undefined): VariantChange {
  return {
    edits: (variant?.edits ?? []).map((edit) => changedCode(project, edit)),
    arguments: variant?.arguments ?? [],
  };
}

function changedCode(project: Project, { file, start, end, text }: Edit): ChangedCode {
  const pristine = textOf(project, file) ?? '';
  const above = pristine.slice(0, start).split('\n');
  // A mark that is added or moved changes nothing of the code.
  const line = codeOfLine(pristine.split('\n')[above.length - 1] ?? '');
  const occurrence = above.slice(0, -1).filter((other) => codeOfLine(other) === line).length + 1;
  return { file, line, occurrence, removed: pristine.slice(start, end), inserted: text };
}
