import type { AssembledSource } from './with-lines-before.js';

/** The files of an export, and which lines of the switched ones were added. */
export interface AssembledStudy {
  readonly kind: 'one-file' | 'folder';
  /** By path: of a folder all its files, else the one. */
  readonly files: ReadonlyMap<string, string>;
  /** By path in the project: the exported sources. */
  readonly sources: ReadonlyMap<string, AssembledSource>;
}
