import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * The root of the project a script belongs to: the nearest folder upward that has `.git` or
 * `pyproject.toml`, else the script's own folder. A home folder under version control is no project.
 * `script` and the answer are absolute.
 */
export async function findProjectRoot(script: string): Promise<string> {
  const scriptFolder = path.dirname(path.resolve(script));
  const tooHigh = new Set([homedir(), path.parse(scriptFolder).root]);
  for (let folder = scriptFolder; !tooHigh.has(folder); folder = path.dirname(folder)) {
    if ((await exists(path.join(folder, '.git'))) || (await exists(path.join(folder, 'pyproject.toml')))) return folder;
  }
  return scriptFolder;
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
