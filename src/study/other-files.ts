import { createReadStream, existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FileDifference } from '../checks/static/check-other-files.js';
import { isNeverNeededFolder, isOutputFolder } from '../execution/workspace/file-names.js';
import type { Project } from '../source/project.js';

/** What two project folders hold besides the sources and configuration that are compared as such. */
export async function differingFiles(base: Project, variant: Project): Promise<FileDifference[]> {
  const [before, after] = [await filesOf(base, variant.root), await filesOf(variant, base.root)];
  const isRead = (file: string): boolean =>
    [base, variant].some(({ pythonFiles, configFiles }) => pythonFiles.has(file) || configFiles.has(file));
  const differences: FileDifference[] = [];
  for (const file of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(file), after.get(file)];
    if (isRead(file)) continue;
    const isOutput = path.posix.dirname(file).split('/').some(isOutputFolder);
    if (was === undefined) differences.push({ path: file, kind: 'added', isOutput });
    else if (is === undefined) differences.push({ path: file, kind: 'missing', isOutput });
    else if (!(await isSame(was, is))) differences.push({ path: file, kind: 'changed', isOutput });
  }
  return differences;
}

interface FoundFile {
  readonly path: string;
  readonly bytes: number;
  /** The same for two names of one file. */
  readonly inode: string;
}

/** Links are followed, since a script follows them; a folder is entered once. */
async function filesOf({ root }: Project, other: string): Promise<Map<string, FoundFile>> {
  const files = new Map<string, FoundFile>();
  const entered = new Set<string>();
  const pending = [''];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for (const name of await readdir(path.join(root, folder))) {
      const file = path.posix.join(folder, name);
      const absolute = path.join(root, file);
      const found = await stat(absolute, { bigint: true }).catch(() => undefined);
      if (found === undefined) continue;
      const inode = `${found.dev} ${found.ino}`;
      if (found.isFile() && !/\.py[co]$/.test(name)) {
        files.set(file, { path: absolute, bytes: Number(found.size), inode });
      } else if (found.isDirectory() && absolute !== other && !isPassedOver(absolute) && !entered.has(inode)) {
        entered.add(inode);
        pending.push(file);
      }
    }
  }
  return files;
}

/** History, caches, virtual environments: no data of the script. */
function isPassedOver(folder: string): boolean {
  return isNeverNeededFolder(path.basename(folder)) || existsSync(path.join(folder, 'pyvenv.cfg'));
}

async function isSame(one: FoundFile, other: FoundFile): Promise<boolean> {
  if (one.inode === other.inode) return true;
  if (one.bytes !== other.bytes) return false;
  const right = createReadStream(other.path)[Symbol.asyncIterator]();
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(one.path) as AsyncIterable<Buffer>) {
    while (rest.length < chunk.length) {
      const next = (await right.next()) as IteratorResult<Buffer>;
      if (next.done === true) return false;
      rest = Buffer.concat([rest, next.value]);
    }
    if (!chunk.equals(rest.subarray(0, chunk.length))) return false;
    rest = rest.subarray(chunk.length);
  }
  return true;
}
