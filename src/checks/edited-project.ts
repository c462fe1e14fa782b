import { applyEdits, type Edit } from '../core/edit.js';
import type { Project } from '../source/project.js';
import { pythonFileFromText } from '../source/python-file.js';

/** The project as it is with the edits of a variant; files that none of them changes are the same objects. */
export function editedProject(base: Project, edits: readonly Edit[]): Project {
  const editsOf = (file: string): Edit[] => edits.filter((edit) => edit.file === file);
  return {
    ...base,
    pythonFiles: new Map(
      [...base.pythonFiles].map(([name, file]) => {
        const own = editsOf(name);
        return [name, own.length === 0 ? file : pythonFileFromText(name, applyEdits(file.text, own))];
      }),
    ),
    configFiles: new Map(
      [...base.configFiles].map(([name, file]) => [name, { ...file, text: applyEdits(file.text, editsOf(name)) }]),
    ),
  };
}
