import type { CodeComponent } from '../core/component.js';
import { applyEdits, findEditConflict, type Edit } from '../core/edit.js';
import type { Project } from '../source/project.js';
import { parseEdited } from '../source/parse-edited.js';
import type { Node } from '../source/python-parser.js';
import { lineEndAfter, lineStartBefore } from '../source/text-lines.js';
import { markedNode } from './marked-node.js';
import { statementOf } from './statement-of.js';

/**
 * What every set of edits must pass, whichever rule made it: no two touch the same text, the text changes,
 * it still parses, and all of it lies in the statements that were marked. Gives the first defect in words.
 */
export function findDefect(
  project: Project,
  components: readonly CodeComponent[],
  edits: readonly Edit[],
): string | undefined {
  const conflict = findEditConflict(edits);
  if (conflict !== undefined) return `two changes touch the same place of ${conflict.first.file}`;
  const strayed = edits.find((edit) => !components.some((component) => isAllowed(project, component, edit)));
  if (strayed !== undefined) return `the change would reach outside the marked statement, into ${strayed.file}`;
  for (const path of new Set(edits.map((edit) => edit.file))) {
    const file = project.pythonFiles.get(path);
    if (file === undefined) return `${path} is not one of the study's files`;
    const ownEdits = edits.filter((edit) => edit.file === path);
    if (applyEdits(file.text, ownEdits) === file.text) return 'the change would leave the text as it is';
    const tree = parseEdited(file, ownEdits);
    const isBroken = tree.rootNode.hasError && !file.tree.rootNode.hasError;
    tree.delete();
    if (isBroken) return `${path} would not be valid Python after the change`;
  }
  return edits.length === 0 ? 'the change would leave the text as it is' : undefined;
}

function isAllowed(project: Project, component: CodeComponent, edit: Edit): boolean {
  const file = project.pythonFiles.get(component.file);
  const node: Node | undefined = file && markedNode(file, component);
  if (file === undefined || node === undefined || edit.file !== component.file) return false;
  const statement = statementOf(node);
  const start = lineStartBefore(file.text, statement.startIndex);
  return start <= edit.start && edit.end <= lineEndAfter(file.text, statement.endIndex);
}
