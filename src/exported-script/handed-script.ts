import path from 'node:path';
import { pathBelow } from '../core/paths-below.js';
import type { AssembledStudy } from './assembled-study.js';
import type { ExportedStudy } from './exported-study.js';

/** An export as its reader has it, among the files of the project. */
export interface HandedScript {
  /** Of what a reader starts. Absolute, below the project's root. */
  readonly path: string;
  /** By path in the project. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * The export at the place where it will be written, or, where the copies of the project have no such folder, where the study was
 * started.
 */
export function handedScript({ kind, files }: AssembledStudy, target: string, study: ExportedStudy): HandedScript {
  const { project, settings } = study.subject;
  const name = path.basename(target);
  const folder = folderInCopies(study, path.dirname(target)) ?? folderInCopies(study, settings.currentDirectory) ?? '';
  const own = kind === 'one-file' ? folder : path.posix.join(folder, name.replace(/\.py$/u, ''));
  return {
    path: path.join(project.root, own, name),
    files: new Map([...files].map(([file, text]) => [path.posix.join(own, file), text])),
  };
}

/** Relative to the project; undefined where the copies of a run have it not, or as a link. */
function folderInCopies({ subject, workspace }: ExportedStudy, folder: string): string | undefined {
  const below = pathBelow(subject.project.root, folder);
  return below === '' || (below !== undefined && workspace.directories.includes(below)) ? below : undefined;
}
