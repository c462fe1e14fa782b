import { statSync } from 'node:fs';
import path from 'node:path';
import type { ImportedModule } from './imported-modules.js';

/** What one import means: files of the project, or a module from elsewhere. Paths are relative to the root. */
export type ResolvedImport =
  | { readonly kind: 'local'; readonly files: readonly string[]; readonly importRoot?: string }
  | { readonly kind: 'external' };

const NOT_OURS =
  /(?:^|\/)(?:site-packages|dist-packages|node_modules|__pycache__|\.[^/]+|venv|ablationmage_outputs)(?:\/|$)/;

/** The folders Python could import local modules from, in order: the script's, the root, `src`, those between. */
export function importRootCandidates(script: string): string[] {
  const scriptFolder = folderOf(script);
  const between: string[] = [];
  for (let folder = folderOf(scriptFolder); folder !== ''; folder = folderOf(folder)) between.push(folder);
  return [...new Set([scriptFolder, '', 'src', ...between])];
}

/** Finds the files an import of `importer` loads, packages' `__init__.py` first. */
export function resolveImport(
  root: string,
  importRoots: readonly string[],
  importer: string,
  imported: ImportedModule,
): ResolvedImport {
  if (imported.level > 0) {
    let folder = folderOf(importer);
    for (let level = 1; level < imported.level; level += 1) folder = folderOf(folder);
    return { kind: 'local', files: modulesBelow(root, folder, imported) };
  }
  for (const importRoot of importRoots) {
    const files = modulesBelow(root, importRoot, imported);
    if (files.length > 0) return { kind: 'local', files, importRoot };
  }
  return { kind: 'external' };
}

/** A folder without `__init__.py` counts only where a module is found in it: an installed package would win over it. */
function modulesBelow(root: string, base: string, imported: ImportedModule): string[] {
  const parts = imported.module === '' ? [] : imported.module.split('.');
  const files: string[] = [];
  let folder = base;
  if (parts.length === 0) files.push(...existing(root, join(folder, '__init__.py')));
  for (const [index, part] of parts.entries()) {
    const packageFile = existing(root, join(folder, part, '__init__.py'));
    const moduleFile = existing(root, join(folder, `${part}.py`));
    folder = join(folder, part);
    if (packageFile.length > 0) files.push(...packageFile);
    else if (moduleFile.length > 0)
      return index === parts.length - 1 || index === 0 ? [...files, ...moduleFile] : files;
    else if (!isFolder(root, folder)) return files;
  }
  for (const name of imported.names) {
    const inside = existing(root, join(folder, name, '__init__.py'));
    files.push(...(inside.length > 0 ? inside : existing(root, join(folder, `${name}.py`))));
  }
  return files;
}

function existing(root: string, file: string): string[] {
  if (NOT_OURS.test(file)) return [];
  return statSync(path.join(root, file), { throwIfNoEntry: false })?.isFile() === true ? [file] : [];
}

function isFolder(root: string, folder: string): boolean {
  return statSync(path.join(root, folder), { throwIfNoEntry: false })?.isDirectory() === true;
}

function folderOf(file: string): string {
  const folder = path.posix.dirname(file);
  return folder === '.' ? '' : folder;
}

function join(...parts: string[]): string {
  return path.posix.join(...parts.filter((part) => part !== ''));
}
