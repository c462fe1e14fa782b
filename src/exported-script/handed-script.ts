import path from 'node:path';
import type { AssembledStudy } from './assembled-study.js';
import type { ExportedStudy } from './exported-study.js';

/** An export as its reader has it, among the files of the project. */
export interface HandedScript {
  /** Of what a reader starts. Absolute, below the project's root. */
  readonly path: string;
  /** By path in the project. */
  readonly files: ReadonlyMap<string, string>;
}

/** The export at the place where it will be written, or, where that is outside the project, where the study was started. */
export function handedScript(
  { kind, files }: AssembledStudy,
  target: string,
  { subject }: ExportedStudy,
): HandedScript {
  const { root } = subject.project;
  const name = path.basename(target);
  const folder = [path.dirname(target), subject.settings.currentDirectory].find((each) => isIn(root, each)) ?? root;
  const own = kind === 'one-file' ? folder : path.join(folder, name.replace(/\.py$/u, ''));
  const below = path.relative(root, own).replaceAll(path.sep, '/');
  return {
    path: path.join(own, name),
    files: new Map([...files].map(([file, text]) => [path.posix.join(below, file), text])),
  };
}

function isIn(root: string, folder: string): boolean {
  const below = path.relative(root, folder);
  return below !== '..' && !below.startsWith(`..${path.sep}`) && !path.isAbsolute(below);
}
