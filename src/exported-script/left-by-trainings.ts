import path from 'node:path';
import { foldersOnTheWay } from '../core/paths-below.js';
import {
  isNeverNeededFolder,
  isOutputFolder,
  kindByName,
  liesInDataFolder,
} from '../execution/workspace/file-names.js';
import type { WorkspacePlan } from '../execution/workspace/workspace-plan.js';

/**
 * What no training of an exported script is to find, since another may have left it: what the study's runs wrote, and what
 * is named so. The rules for names are the study's own and stand in `working_copy.py` too, which a test compares.
 */

/** What runs have although its name says that a training left it. Paths relative to the project. */
export function neededPaths({ directories, copies, links, leftOut }: WorkspacePlan): string[] {
  const left = new Set(leftOut.map((each) => each.path));
  const isInLeft = (file: string): boolean => foldersOnTheWay(file).some((folder) => left.has(folder));
  const folders = directories.filter((folder) => !left.has(folder) && !isInLeft(folder) && isLeftFolder(folder));
  // A link may be to a folder.
  const files = [...copies, ...links].filter((file) => isLeftFile(file) || isLeftFolder(file) || isInLeft(file));
  return [...new Set([...folders, ...files])];
}

/** As `_is_left_folder` in `working_copy.py`. */
export function isLeftFolder(folder: string): boolean {
  const name = path.posix.basename(folder);
  return isNeverNeededFolder(name) || (!liesInDataFolder(folder) && isOutputFolder(name));
}

/** As `_is_left_file` in `working_copy.py`. */
export function isLeftFile(file: string): boolean {
  const kind = kindByName(file);
  return kind === 'weights' || kind === 'log';
}
