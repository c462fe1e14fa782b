import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A fresh folder `home/code/project` with the given files (by path relative to the project). Returns its root. */
export function projectFolder(files: Readonly<Record<string, string | number>>): string {
  const root = path.join(realpathSync(mkdtempSync(path.join(tmpdir(), 'workspace-test-'))), 'home', 'code', 'project');
  mkdirSync(root, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const file = path.resolve(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'number' ? Buffer.alloc(content, 'x') : content);
  }
  return root;
}
