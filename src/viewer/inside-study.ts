import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * The real path of a file or folder that lies in the study's folder; undefined where there is none, a link leads out of it,
 * or it is a pipe or a device: to open those may wait for ever.
 */
export async function insideStudy(studyDirectory: string, name: string): Promise<string | undefined> {
  try {
    const root = await realpath(studyDirectory);
    const file = await realpath(path.join(root, name));
    if (!file.startsWith(root + path.sep)) return undefined;
    const found = await stat(file);
    return found.isFile() || found.isDirectory() ? file : undefined;
  } catch {
    return undefined;
  }
}
