import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { isNeverNeededFolder } from '../execution/workspace/file-names.js';
import { readIgnoredByGit, type IgnoredByGit } from '../execution/workspace/ignored-by-git.js';
import { isDocument } from './document.js';

const ENVIRONMENT_FOLDER = /^(?:venv|env|virtualenv|site-packages)$/i;

/**
 * The documents of a folder and all below it, sorted. Left out: what git ignores, hidden files and folders,
 * caches, Python environments, our own outputs. Absolute paths.
 */
export async function listDocuments(folder: string): Promise<readonly string[]> {
  return walk(folder, folder, await readIgnoredByGit(folder));
}

async function walk(root: string, folder: string, ignored: IgnoredByGit): Promise<string[]> {
  const found: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const absolute = path.join(folder, entry.name);
    const isFolder = entry.isDirectory();
    if (!isFolder && !isDocument(entry.name)) continue;
    if (await ignored.ignores(path.relative(root, absolute).split(path.sep).join('/'), isFolder)) continue;
    if (isFolder) {
      if (!(await isSkipped(absolute))) found.push(...(await walk(root, absolute, ignored)));
    } else if (await isFile(absolute)) {
      found.push(absolute);
    }
  }
  return found;
}

async function isSkipped(folder: string): Promise<boolean> {
  const name = path.basename(folder);
  if (isNeverNeededFolder(name) || ENVIRONMENT_FOLDER.test(name)) return true;
  return isFile(path.join(folder, 'pyvenv.cfg'));
}

/** Also of a link to a file; links to folders are not followed, as they may lead in a circle. */
async function isFile(absolute: string): Promise<boolean> {
  return (await stat(absolute).catch(() => undefined))?.isFile() === true;
}
