import { realpath } from 'node:fs/promises';
import path from 'node:path';

/** The real path of a file that lies in the study's folder; undefined where there is none, or a link leads out of it. */
export async function insideStudy(studyDirectory: string, name: string): Promise<string | undefined> {
  try {
    const root = await realpath(studyDirectory);
    const file = await realpath(path.join(root, name));
    return file.startsWith(root + path.sep) ? file : undefined;
  } catch {
    return undefined;
  }
}
