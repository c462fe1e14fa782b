import {
  ARRAY_SUFFIX,
  DATA_FOLDER,
  isNeverNeededFolder,
  LOG_NAME,
  MODEL_WORD,
  OUTPUT_FOLDER,
  PICKLE_SUFFIX,
  RESULT_WORD,
  WEIGHTS_SUFFIX,
} from '../execution/workspace/file-names.js';
import type { WorkspacePlan } from '../execution/workspace/workspace-plan.js';

/**
 * By what names an exported script takes a file for one that an earlier training left: as `working_copy.py` does, which a test
 * compares. The study also asks git; a script cannot, so it leaves out more, and `neededPaths` says what of that the runs had.
 */

/** What the study's runs had although its name says that a training left it. Paths relative to the project, in order. */
export function neededPaths({ directories, copies, links, leftOut }: WorkspacePlan): string[] {
  const left = new Set(leftOut.map(({ path }) => path));
  const isInLeft = (path: string): boolean => foldersOf(path).some((folder) => left.has(folder));
  const folders = directories.filter((path) => !left.has(path) && !isInLeft(path) && isLeftFolder(path));
  // A link may be to a folder.
  const files = [...copies, ...links].filter((path) => isLeftFile(path) || isLeftFolder(path) || isInLeft(path));
  return [...new Set([...folders, ...files])].toSorted();
}

/** As `_is_left_folder` in `working_copy.py`. */
export function isLeftFolder(path: string): boolean {
  const name = nameOf(path);
  return isNeverNeededFolder(name) || (!isData(path) && (OUTPUT_FOLDER.test(name) || RESULT_WORD.test(name)));
}

/** As `_is_left_file` in `working_copy.py`. */
export function isLeftFile(path: string): boolean {
  const name = nameOf(path);
  if (isData(path)) return WEIGHTS_SUFFIX.test(name) && MODEL_WORD.test(name.replace(/(?<=[^.])\.[^.]*$/u, ''));
  return [WEIGHTS_SUFFIX, PICKLE_SUFFIX, ARRAY_SUFFIX, LOG_NAME, RESULT_WORD].some((pattern) => pattern.test(name));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function isData(path: string): boolean {
  return foldersOf(path).some((folder) => DATA_FOLDER.test(nameOf(folder)));
}

/** The folders on the way to a path, without itself. */
function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
