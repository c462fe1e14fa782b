import { linkSync, rmSync, writeFileSync } from 'node:fs';
import { hasCode } from '../../core/error-code.js';

/**
 * Writes a file that only the first of several writers, on whatever machines, gets to write: true for that one. It is there as a whole or
 * not at all, since it is written under a name of `writer`'s own and then linked, which is atomic on NFS too.
 */
export function writeOnce(file: string, content: string, writer: string): boolean {
  const own = `${file}.${writer}`;
  writeFileSync(own, content);
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}
