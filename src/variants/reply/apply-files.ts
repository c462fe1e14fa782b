import type { Edit } from '../../core/edit.js';
import { failure, success, type Result } from '../../core/result.js';
import type { Project } from '../../source/project.js';
import { parsePython } from '../../source/python-parser.js';
import { codeLines, plainLines, type CodeLine } from './code-lines.js';
import type { LineRange } from './component-lines.js';
import { findElisions, type Elision } from './find-elisions.js';
import { editsOfChanges, hunksBetween, type LineChange } from './line-change.js';
import type { WholeFile } from './parsed-reply.js';
import { shrunkShare } from './shrinkage.js';

/** Why a whole file cannot take the place of the pristine one. */
export type FileFailure =
  | { readonly kind: 'unknown-file'; readonly file: string; readonly known: readonly string[] }
  | { readonly kind: 'elided'; readonly file: string; readonly elisions: readonly Elision[] }
  /** `kept`: how much of the file is still there, from 0 to 1. */
  | { readonly kind: 'shrunk'; readonly file: string; readonly kept: number }
  /** No file of the reply has other code than the pristine one. */
  | { readonly kind: 'no-op' };

/**
 * Turns whole files into the fewest line edits that give their code. Lines that differ only in a comment stay as
 * they were, so that a model that tidies up, or drops the marks, changes nothing by it.
 */
export function applyFiles(
  project: Project,
  files: readonly WholeFile[],
  component: readonly LineRange[],
): Result<{ readonly edits: readonly Edit[] }, readonly FileFailure[]> {
  const failures = files.flatMap((file) => defectOf(project, file, component) ?? []);
  if (failures.length > 0) return failure(failures);
  const edits = files.flatMap((file) => editsOfFile(project, file));
  return edits.length === 0 ? failure([{ kind: 'no-op' }]) : success({ edits });
}

function defectOf(
  project: Project,
  { file, text }: WholeFile,
  component: readonly LineRange[],
): FileFailure | undefined {
  const python = project.pythonFiles.get(file);
  const pristine = python ?? project.configFiles.get(file);
  if (pristine === undefined) {
    return { kind: 'unknown-file', file, known: [...project.pythonFiles.keys(), ...project.configFiles.keys()] };
  }
  const elisions = findElisions(pristine.text, text);
  if (elisions.length > 0) return { kind: 'elided', file, elisions };
  const kept = python && shrunkShare(python, text, component);
  return kept === undefined ? undefined : { kind: 'shrunk', file, kept };
}

function editsOfFile(project: Project, { file, text }: WholeFile): Edit[] {
  const python = project.pythonFiles.get(file);
  if (python === undefined) {
    const pristine = project.configFiles.get(file)?.text ?? '';
    return editsOfChanges(file, pristine, changesBetween(plainLines(pristine), plainLines(text)));
  }
  const tree = parsePython(text);
  const changes = changesBetween(codeLines(python.text, python.tree), codeLines(text, tree));
  tree.delete();
  return editsOfChanges(file, python.text, changes);
}

/** Compares what executes: comments and blank lines stay where they are, marks among them. */
function changesBetween(before: readonly CodeLine[], after: readonly CodeLine[]): LineChange[] {
  const old = rowsOfCode(before);
  const now = rowsOfCode(after);
  return hunksBetween(
    old.map(({ line }) => line.code),
    now.map(({ line }) => line.code),
  ).map((hunk) => {
    const behind = old[hunk.from - 1];
    const isInsertion = hunk.from === hunk.to;
    const from = (isInsertion ? behind && behind.row + 1 : old[hunk.from]?.row) ?? 0;
    const to = isInsertion ? from : (old[hunk.to - 1]?.row ?? 0) + 1;
    if (hunk.newFrom === hunk.newTo) return { from, to, lines: [] };
    // What is inserted brings the blank lines above it along.
    const newBehind = now[hunk.newFrom - 1];
    const newFrom = (isInsertion ? newBehind && newBehind.row + 1 : now[hunk.newFrom]?.row) ?? 0;
    const newTo = (now[hunk.newTo - 1]?.row ?? 0) + 1;
    return { from, to, lines: after.slice(newFrom, newTo).map(({ text }) => text) };
  });
}

interface RowOfCode {
  readonly row: number;
  readonly line: CodeLine;
}

function rowsOfCode(lines: readonly CodeLine[]): RowOfCode[] {
  return lines.map((line, row) => ({ row, line })).filter(({ line }) => !line.isQuiet);
}
