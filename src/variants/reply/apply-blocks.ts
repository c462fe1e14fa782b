import type { Edit } from '../../core/edit.js';
import { failure, success, type Result } from '../../core/result.js';
import { textOf, type Project } from '../../source/project.js';
import type { BlockFailure } from './block-failure.js';
import { editsOfChanges } from './line-change.js';
import type { EditBlock } from './parsed-reply.js';
import { placeBlock, type PlacedBlock } from './place-block.js';

/** Edits that are exactly what the blocks say. */
export interface AppliedBlocks {
  readonly edits: readonly Edit[];
}

interface NumberedBlock extends PlacedBlock {
  readonly number: number;
}

/**
 * Turns blocks into edits of the pristine files: all of them or none. Every block must stand at exactly one
 * place; a block that is given twice counts once.
 */
export function applyBlocks(
  project: Project,
  blocks: readonly EditBlock[],
): Result<AppliedBlocks, readonly BlockFailure[]> {
  const failures: BlockFailure[] = [];
  const placed: NumberedBlock[] = [];
  for (const [index, block] of blocks.entries()) {
    const number = index + 1;
    if (blocks.findIndex((other) => isSameBlock(other, block)) < index) continue;
    const place = placeBlock(project, block);
    if (!place.ok) {
      failures.push({ number, block, problem: place.failure });
      continue;
    }
    const other = placed.find((earlier) => overlap(earlier, place.value));
    if (other !== undefined) failures.push({ number, block, problem: { kind: 'overlap', other: other.number } });
    else placed.push({ ...place.value, number });
  }
  if (failures.length > 0) return failure(failures);
  const files = [...new Set(placed.map(({ file }) => file))];
  return success({ edits: files.flatMap((file) => editsOfFile(project, file, placed)) });
}

function editsOfFile(project: Project, file: string, placed: readonly NumberedBlock[]): Edit[] {
  const text = textOf(project, file) ?? '';
  // By place: of two insertions between the same lines, the one that follows the earlier lines is first.
  const own = placed.filter((block) => block.file === file).toSorted((a, b) => a.from - b.from);
  return editsOfChanges(
    file,
    text,
    own.flatMap((block) => block.changes),
  );
}

/** Sharing lines that both only repeat is fine; changes that meet there have no order. */
function overlap(a: PlacedBlock, b: PlacedBlock): boolean {
  if (a.file !== b.file || a.to <= b.from || b.to <= a.from) return false;
  return a.changes.some((one) => b.changes.some((other) => one.from <= other.to && other.from <= one.to));
}

function isSameBlock(a: EditBlock, b: EditBlock): boolean {
  return a.file === b.file && a.search === b.search && a.replace === b.replace;
}
