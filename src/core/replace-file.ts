import { renameSync, writeFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';

/** Writes a file beside its place and renames it there, so that a reader finds the old one, the new one or none, never a part. */
export async function replaceFile(file: string, content: string): Promise<void> {
  await writeFile(`${file}.partial`, content);
  await rename(`${file}.partial`, file);
}

/** As `replaceFile`, before anything else happens. */
export function replaceFileSync(file: string, content: string): void {
  writeFileSync(`${file}.partial`, content);
  renameSync(`${file}.partial`, file);
}
