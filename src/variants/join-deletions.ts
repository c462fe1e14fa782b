import type { CodeComponent } from '../core/component.js';
import type { Edit } from '../core/edit.js';
import { failure, success, type Result } from '../core/result.js';
import { deleteElements, elementsOf, isElement } from '../source/delete-element.js';
import { deleteStatements } from '../source/delete-statement.js';
import { deleteTerms } from '../source/delete-term.js';
import type { Project } from '../source/project.js';
import type { PythonFile } from '../source/python-file.js';
import type { Node } from '../source/python-parser.js';
import { overwrittenWithout } from './in-place-layers.js';
import { markedNode } from './marked-node.js';
import { wholeStatement } from './statement-of.js';

type Deletion = (file: PythonFile, nodes: readonly Node[]) => Result<Edit[], string>;

/** The ways a node can simply be deleted; each takes several nodes and gets their commas and blocks right. */
const DELETIONS: readonly Deletion[] = [
  (file, nodes) => (nodes.every((node) => isWhole(node)) ? success(deleteStatements(file, nodes)) : failure('')),
  (file, nodes) => (nodes.every(isElement) ? deleteElements(file, nodes) : failure('')),
  deleteTerms,
];

/**
 * Edits that were decided for one component each, as one set: those that delete an element, statement or
 * term are computed anew for all of them together. Fails, in words, where together they leave nothing.
 */
export function joinDeletions(
  project: Project,
  changes: readonly { readonly component: CodeComponent; readonly edits: readonly Edit[] }[],
): Result<Edit[], string> {
  const joined: Edit[] = [];
  const deleted = new Map<Deletion, Map<PythonFile, Node[]>>();
  for (const { component, edits } of changes) {
    const file = project.pythonFiles.get(component.file);
    const node = file && markedNode(file, component);
    const deletion = file && node && DELETIONS.find((each) => isResultOf(each, file, node, edits));
    if (file === undefined || node === undefined || deletion === undefined) {
      joined.push(...edits);
      continue;
    }
    const byFile = deleted.get(deletion) ?? new Map<PythonFile, Node[]>();
    deleted.set(deletion, byFile.set(file, [...(byFile.get(file) ?? []), node]));
  }
  for (const [deletion, byFile] of deleted) {
    for (const [file, nodes] of byFile) {
      const emptied = nodes.length > 1 ? findEmptiedContainer(nodes) : undefined;
      if (emptied !== undefined) {
        return failure(`together they leave nothing in the ${emptied.type} of line ${emptied.startPosition.row + 1}`);
      }
      const overwritten = nodes.length > 1 ? findOverwritten(nodes) : undefined;
      if (overwritten !== undefined) return failure(`together, ${overwritten}`);
      const edits = deletion(file, nodes);
      if (!edits.ok) return failure(`together, ${edits.failure}`);
      joined.push(...edits.value);
    }
  }
  return success(joined);
}

function isResultOf(deletion: Deletion, file: PythonFile, node: Node, edits: readonly Edit[]): boolean {
  const alone = deletion(file, [node]);
  return alone.ok && JSON.stringify(alone.value) === JSON.stringify(edits);
}

function isWhole(node: Node): boolean {
  return wholeStatement(node)?.id === node.id;
}

function findEmptiedContainer(nodes: readonly Node[]): Node | undefined {
  const ids = new Set(nodes.map((node) => node.id));
  const containers = nodes.filter(isElement).map((node) => node.parent);
  return (
    containers.find((container) => container !== null && elementsOf(container).every((item) => ids.has(item.id))) ??
    undefined
  );
}

/** Layers that may go one by one, and together leave one that works in place behind what it must not touch. */
function findOverwritten(nodes: readonly Node[]): string | undefined {
  const ids = new Set(nodes.map((node) => node.id));
  const containers = nodes.filter(isElement).flatMap((node) => node.parent ?? []);
  for (const container of containers) {
    const overwritten = overwrittenWithout(elementsOf(container), ids);
    if (overwritten !== undefined) return overwritten;
  }
  return undefined;
}
