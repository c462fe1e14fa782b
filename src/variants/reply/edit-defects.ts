import { applyEdits, type Edit } from '../../core/edit.js';
import { UserError } from '../../core/user-error.js';
import { parseEdited } from '../../source/parse-edited.js';
import type { Project } from '../../source/project.js';
import type { PythonFile } from '../../source/python-file.js';
import type { Node } from '../../source/python-parser.js';
import { encodeText } from '../../source/read-text.js';
import { findElisions } from './find-elisions.js';
import { newUndefinedNames } from './new-undefined-names.js';
import { lineTexts } from './text-lines.js';

/** What is wrong with the files once edited, each in a sentence for the model; empty where they can be checked on. */
export function editDefects(project: Project, edits: readonly Edit[]): string[] {
  const paths = [...new Set(edits.map((edit) => edit.file))];
  const ofFiles = paths.flatMap((path) => {
    const own = edits.filter((edit) => edit.file === path);
    const python = project.pythonFiles.get(path);
    const before = python?.text ?? project.configFiles.get(path)?.text ?? '';
    const after = applyEdits(before, own);
    const elided = findElisions(before, after).map(
      ({ line, text }) => `Line ${line} of ${path} stands in for code that is left out: ${text}`,
    );
    return [...elided, ...(python === undefined ? [] : pythonDefects(python, own, after))];
  });
  // Names mean nothing in a file that cannot be parsed.
  if (ofFiles.length > 0) return ofFiles;
  return newUndefinedNames(project, edits).map(
    ({ file, line, name }) => `Line ${line} of ${file} uses ${name}, which nothing defines after the edits.`,
  );
}

function pythonDefects(file: PythonFile, edits: readonly Edit[], after: string): string[] {
  const defects: string[] = [];
  const tree = parseEdited(file, edits);
  const error = file.tree.rootNode.hasError ? undefined : firstError(tree.rootNode);
  if (error !== undefined) {
    const row = error.startPosition.row;
    const place = `the first error is at or after line ${row + 1}:\n${lineTexts(after)[row] ?? ''}`;
    defects.push(`${file.path} is not valid Python after the edits; ${place}`);
  }
  tree.delete();
  if (!canBeEncoded(file, after)) {
    defects.push(
      `${file.path} is saved as ${file.encoding.name}, which lacks characters of the edits; use ASCII only.`,
    );
  }
  return defects;
}

function firstError(node: Node): Node | undefined {
  if (!node.hasError) return undefined;
  if (node.isError || node.isMissing) return node;
  for (const child of node.children) {
    const found = firstError(child);
    if (found !== undefined) return found;
  }
  return node;
}

function canBeEncoded(file: PythonFile, text: string): boolean {
  try {
    encodeText(text, file.encoding);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
