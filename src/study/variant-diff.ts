import { createTwoFilesPatch } from 'diff';
import { applyEdits, type Edit } from '../core/edit.js';
import { textOf, type Project } from '../source/project.js';

/** The unified diff of a variant against the user's files, file by file; empty without edits. */
export function variantDiff(project: Project, edits: readonly Edit[]): string {
  const files = [...new Set(edits.map((edit) => edit.file))].sort();
  return files
    .map((file) => {
      const before = textOf(project, file) ?? '';
      const after = applyEdits(
        before,
        edits.filter((edit) => edit.file === file),
      );
      const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, { context: 3 });
      return patch.replace(/^=+\n/, '');
    })
    .join('');
}
