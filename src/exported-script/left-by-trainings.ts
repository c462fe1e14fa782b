import path from 'node:path';
import { readWrittenFiles } from '../execution/written-files.js';
import {
  isNeverNeededFolder,
  isOutputFolder,
  kindByName,
  liesInDataFolder,
} from '../execution/workspace/file-names.js';
import type { WorkspacePlan } from '../execution/workspace/workspace-plan.js';
import type { ExportedStudy } from './exported-study.js';

/**
 * What no training of an exported script is to find, since another may have left it: what the study's runs wrote, and what
 * is named so. The rules for names are the study's own and stand in `working_copy.py` too, which a test compares. All paths
 * are relative to the project and, another time, to where the study was started.
 */

const MOST_PATHS = 500;

/** What the study's runs wrote into their working copies: beside what was there, folders with a slash behind them, or over it. */
export function writtenPaths(study: ExportedStudy): { readonly added: string[]; readonly replaced: string[] } {
  const directories = study.report.runs.flatMap(({ directory }) => (directory === undefined ? [] : [directory]));
  const written = directories.map((directory) => readWrittenFiles(path.join(study.studyDirectory, directory)));
  const replaced = new Set(written.flatMap((each) => each.replaced));
  const added = new Set(written.flatMap((each) => each.added).filter((file) => !replaced.has(file)));
  return {
    added: fromBothPlaces(study, [...added].slice(0, MOST_PATHS)),
    replaced: fromBothPlaces(study, [...replaced].slice(0, MOST_PATHS)),
  };
}

/** What the study's runs had although its name says that a training left it. */
export function neededPaths(study: ExportedStudy): string[] {
  return fromBothPlaces(study, neededOf(study.workspace));
}

export function neededOf({ directories, copies, links, leftOut }: WorkspacePlan): string[] {
  const left = new Set(leftOut.map((each) => each.path));
  const isInLeft = (file: string): boolean => foldersOf(file).some((folder) => left.has(folder));
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

function fromBothPlaces({ subject }: ExportedStudy, paths: readonly string[]): string[] {
  const { project, settings } = subject;
  const called = paths.flatMap((each) => {
    const below = path.relative(settings.currentDirectory, path.join(project.root, each));
    return below.startsWith('..') ? [] : [below.replaceAll(path.sep, '/') + (each.endsWith('/') ? '/' : '')];
  });
  return [...new Set([...paths, ...called])].toSorted();
}

/** The folders on the way to a file, without itself. */
function foldersOf(file: string): string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
