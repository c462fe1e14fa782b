import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * A client of NFS may hold for a minute that a folder is as it was: what it changes in there itself makes it look again.
 */
export function lookAgain(folder: string): void {
  const file = path.join(folder, '.looked');
  try {
    writeFileSync(file, '');
    rmSync(file);
  } catch {
    // Then what is there is all that can be seen.
  }
}
