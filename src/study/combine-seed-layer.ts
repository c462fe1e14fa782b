import { findEditConflict, type Edit } from '../core/edit.js';
import { failure, success, type Result } from '../core/result.js';
import type { SeedLayer } from '../core/seed-strategy.js';
import { textOf, type Project } from '../source/project.js';

/**
 * A variant's edits together with the seed layer's. A seed inside code that the variant deletes goes
 * with it; any other overlap is a conflict, named by its place (`train.py:12`).
 */
export function combineSeedLayer(
  variantEdits: readonly Edit[],
  layer: SeedLayer,
  project: Project,
): Result<readonly Edit[], string> {
  const remaining = layer.edits.filter(
    (seed) => !variantEdits.some((edit) => isDeletion(edit) && contains(edit, seed)),
  );
  const edits = [...variantEdits, ...remaining];
  const conflict = findEditConflict(edits);
  if (conflict === undefined) return success(edits);
  const { file, start } = conflict.second;
  const text = textOf(project, file) ?? '';
  return failure(`${file}:${text.slice(0, start).split('\n').length}`);
}

function isDeletion(edit: Edit): boolean {
  return edit.text.trim() === '' || edit.text.trim() === 'pass';
}

function contains(outer: Edit, inner: Edit): boolean {
  return outer.file === inner.file && outer.start <= inner.start && inner.end <= outer.end;
}
