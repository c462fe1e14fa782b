import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * The root of the project a script belongs to: the nearest folder upward that has `.git` or
 * `pyproject.toml`, else the script's own folder. A home folder under version control is no project.
 * `script` and the answer are absolute.
 */
export function findProjectRoot(script: string): string {
  const scriptFolder = path.dirname(path.resolve(script));
  const tooHigh = new Set([homedir(), path.parse(scriptFolder).root]);
  for (let folder = scriptFolder; !tooHigh.has(folder); folder = path.dirname(folder)) {
    if (['.git', 'pyproject.toml'].some((name) => existsSync(path.join(folder, name)))) return folder;
  }
  return scriptFolder;
}
