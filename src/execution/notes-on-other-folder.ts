import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ProbeReport } from './probe-report.js';
import type { Workspace } from './workspace/make-workspace.js';

/** Where the user stands, and the project, both as absolute paths. */
export interface Places {
  readonly currentDirectory: string;
  /** As named and with symbolic links resolved. */
  readonly projectRoots: readonly string[];
}

/**
 * A run that was started outside its project works in the project's folder. Sentences about files that it read there and that
 * the script, started by hand, would have found where the user stands instead.
 */
export function notesOnOtherFolder(
  { readFiles }: ProbeReport,
  { root }: Workspace,
  { currentDirectory, projectRoots }: Places,
): string[] {
  if (projectRoots.some((project) => isAt(project, currentDirectory) || path.dirname(project) === currentDirectory)) {
    return [];
  }
  const folders = [root, ...projectRoots];
  const read = readFiles.flatMap((file) => {
    const folder = folders.find((each) => isAt(each, file.path));
    return folder === undefined ? [] : [path.relative(folder, file.path)];
  });
  return read
    .filter((file) => existsSync(path.join(currentDirectory, file)))
    .map(
      (file) =>
        `${file} was read in ${projectRoots[0] ?? root}, where runs work; started by hand in ${currentDirectory} the script would read ` +
        'the one there. If the first is meant, start the study in its folder; if the second is, let the script name it by its whole path.',
    );
}

function isAt(folder: string, place: string): boolean {
  const below = path.relative(folder, place);
  return below !== '..' && !below.startsWith(`..${path.sep}`) && !path.isAbsolute(below);
}
