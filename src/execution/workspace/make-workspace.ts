import { chmodSync, constants, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { copyFile, cp } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { applyEdits, findEditConflict, type Edit } from '../../core/edit.js';
import type { FailureReason } from '../../core/outcome.js';
import { failure, success, type Result } from '../../core/result.js';
import { decodeText, encodeText } from '../../source/read-text.js';
import { keepTimes, linkEntries, type Farm } from './farm.js';
import { removeWorkspace } from './remove-workspace.js';

/** A run's own copy of the project. */
export interface Workspace {
  /** All that is to be removed after the run. Absolute. */
  readonly directory: string;
  /** The copy's root. Absolute. */
  readonly root: string;
  readonly editedFiles: readonly EditedFile[];
}

/** A file that differs from the user's own: the run must load it from here. */
export interface EditedFile {
  /** Relative to the project root. */
  readonly path: string;
  /** The path in the copy, absolute. */
  readonly copy: string;
  /** Of the edited bytes, hexadecimal. */
  readonly sha256: string;
}

/**
 * Makes the copy for one attempt of a run and applies its edits. `name` is unique among the study's
 * attempts; of `ownCopies`, files that the plan links, it gets copies. A full disk, an unreadable source or edits that clash are a failure of the run.
 */
export async function makeWorkspace(
  farm: Farm,
  name: string,
  edits: readonly Edit[],
  ownCopies: readonly string[],
): Promise<Result<Workspace, FailureReason>> {
  const { plan } = farm;
  const conflict = findEditConflict(edits);
  if (conflict !== undefined) return failure({ kind: 'seed-conflict', place: conflict.first.file });

  const directory = path.join(farm.directory, name);
  const root = path.join(directory, path.basename(plan.projectRoot) || 'project');
  try {
    // Small calls are synchronous: each detour over the thread pool costs more than the call, and a study
    // of short runs would spend its time there. Copies may be large and are not.
    mkdirSync(directory);
    const nearest = plan.surroundings[0];
    if (nearest !== undefined) linkEntries(nearest, directory);
    mkdirSync(root);
    for (const folder of plan.directories) mkdirSync(path.join(root, folder));
    await Promise.all(
      plan.copies.map((file) => copyWritable(path.join(farm.pristineDirectory, file), path.join(root, file))),
    );
    const own = new Set(ownCopies);
    for (const each of plan.links) {
      const [original, place] = [path.join(plan.projectRoot, each), path.join(root, each)];
      if (own.has(each)) await cp(original, place, { recursive: true, dereference: true, preserveTimestamps: true });
      else symlinkSync(original, place);
    }
    const files = [...new Set(edits.map((edit) => edit.file))];
    const editedFiles = files.map((file) =>
      editFile(
        root,
        file,
        edits.filter((edit) => edit.file === file),
      ),
    );
    return success({ directory, root, editedFiles });
  } catch (error) {
    await removeWorkspace(directory);
    return failure({ kind: 'could-not-start', message: explain(error) });
  }
}

async function copyWritable(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  const { mode } = statSync(to);
  keepTimes(from, to);
  // A read-only source stays readable as it is; the run may still want to write its own copy.
  if ((mode & 0o200) === 0) chmodSync(to, mode | 0o200);
}

function editFile(root: string, file: string, edits: readonly Edit[]): EditedFile {
  const copy = path.join(root, file);
  const decoded = decodeText(readFileSync(copy));
  if (!decoded.ok) throw new Error(`${file} cannot be edited: ${decoded.failure}`);
  const text = applyEdits(decoded.value.text, edits);
  const encoded = encodeText(text, decoded.value.encoding);
  const again = decodeText(encoded);
  if (!again.ok || again.value.text !== text) {
    throw new Error(
      `${file} cannot be edited: its encoding ${decoded.value.encoding.name} lacks a character of the edit`,
    );
  }
  writeFileSync(copy, encoded);
  return { path: file, copy, sha256: createHash('sha256').update(encoded).digest('hex') };
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return `no space left for the run's working copy (${error.message}). Free some, or say where there is more with --work-dir DIR.`;
  }
  return `the run's working copy could not be made: ${error.message}`;
}
