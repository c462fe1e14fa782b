import { failure, success, type Result } from '../../core/result.js';
import { textOf, type Project } from '../../source/project.js';
import type { BlockProblem } from './block-failure.js';
import { hunksBetween, type LineChange } from './line-change.js';
import { matchLines } from './match-lines.js';
import { nearestLines } from './nearest-lines.js';
import type { EditBlock } from './parsed-reply.js';
import { isBlank, lineTexts } from './text-lines.js';

/** A block at its one place. */
export interface PlacedBlock {
  readonly file: string;
  /** The lines that were searched for: `[from, to)`, counted from 0. */
  readonly from: number;
  readonly to: number;
  /** What of them changes; the lines that the model repeated stay those of the file. */
  readonly changes: readonly LineChange[];
}

/** Finds the place of a block in the pristine files and what it changes there. */
export function placeBlock(project: Project, block: EditBlock): Result<PlacedBlock, BlockProblem> {
  const text = textOf(project, block.file);
  if (text === undefined) {
    return failure({ kind: 'unknown-file', known: [...project.pythonFiles.keys(), ...project.configFiles.keys()] });
  }
  const lines = lineTexts(text);
  const search = lineTexts(block.search);
  const replacement = lineTexts(block.replace);
  if (search.every(isBlank)) {
    if (!lines.every(isBlank)) return failure({ kind: 'empty-search' });
    return placed(block.file, lines, 0, lines, { given: replacement, fitted: replacement });
  }
  const match = matchLines(lines, search, replacement);
  switch (match.kind) {
    case 'one':
      return placed(block.file, lines, match.at, search, { given: replacement, fitted: match.replacement });
    case 'several':
      return failure({ kind: 'ambiguous', lines: match.at.map((at) => at + 1) });
    case 'none':
      return failure({
        kind: 'not-found',
        nearest: nearestLines(lines, search),
        isReplacementThere: holds(lines, replacement),
        elsewhere: otherFilesWith(project, block.file, search),
      });
  }
}

interface Replacement {
  /** As the model wrote it, to be compared with its search lines. */
  readonly given: readonly string[];
  /** The same lines as they fit into the file. */
  readonly fitted: readonly string[];
}

function placed(
  file: string,
  lines: readonly string[],
  at: number,
  search: readonly string[],
  { given, fitted }: Replacement,
): Result<PlacedBlock, BlockProblem> {
  const changes = hunksBetween(search, given)
    .map((hunk) => ({ from: at + hunk.from, to: at + hunk.to, lines: fitted.slice(hunk.newFrom, hunk.newTo) }))
    .filter((change) => !isSame(lines.slice(change.from, change.to), change.lines));
  if (changes.length === 0) return failure({ kind: 'no-op' });
  return success({ file, from: at, to: at + search.length, changes });
}

function otherFilesWith(project: Project, file: string, search: readonly string[]): string[] {
  return [...project.pythonFiles.values(), ...project.configFiles.values()]
    .filter((other) => other.path !== file && matchLines(lineTexts(other.text), search, []).kind !== 'none')
    .map((other) => other.path);
}

/** `pass` and the like stand in any file. */
function holds(lines: readonly string[], wanted: readonly string[]): boolean {
  return wanted.some((line) => /[=(.]/.test(line)) && matchLines(lines, wanted, []).kind !== 'none';
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}
