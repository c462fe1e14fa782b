import { applyEdits, type Edit } from '../core/edit.js';
import type { NamedSource } from '../execution/compile-sources.js';
import type { Project } from '../source/project.js';

/** The Python files that a variant changes, as they are then. */
export function variantSources({ pythonFiles }: Project, edits: readonly Edit[]): NamedSource[] {
  return [...new Set(edits.map(({ file }) => file))].flatMap((name) => {
    const file = pythonFiles.get(name);
    if (file === undefined) return [];
    const own = edits.filter((edit) => edit.file === name);
    return [{ path: name, text: applyEdits(file.text, own) }];
  });
}
