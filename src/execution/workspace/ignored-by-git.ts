import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import ignore, { type Ignore } from 'ignore';

/** Says of a path relative to the project root, with forward slashes, whether git ignores it. */
export interface IgnoredByGit {
  ignores(relativePath: string, isDirectory: boolean): Promise<boolean>;
}

/**
 * Asks git itself where the project is in a repository (global excludes and nested rules count then),
 * else reads the `.gitignore` files of the project.
 */
export async function readIgnoredByGit(projectRoot: string): Promise<IgnoredByGit> {
  const listed = await listIgnored(projectRoot);
  if (listed === undefined) return new IgnoreFiles(projectRoot);
  return {
    ignores: (relativePath) => Promise.resolve(selfAndAncestors(relativePath).some((each) => listed.has(each))),
  };
}

async function listIgnored(projectRoot: string): Promise<Set<string> | undefined> {
  const command = ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--directory'];
  try {
    const { stdout } = await promisify(execFile)('git', command, { cwd: projectRoot, maxBuffer: 1 << 28 });
    const paths = stdout.split('\0').filter((entry) => entry !== '');
    // A project inside an ignored folder: git ignores all of it, which says nothing about its parts.
    return paths.includes('./') ? undefined : new Set(paths.map((entry) => entry.replace(/\/$/, '')));
  } catch {
    return undefined;
  }
}

function selfAndAncestors(relativePath: string): string[] {
  const parts = relativePath.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** The rules of `.gitignore` in every folder from the root down to the path, without git. */
class IgnoreFiles implements IgnoredByGit {
  readonly #projectRoot: string;
  readonly #rules = new Map<string, Promise<Ignore | undefined>>();

  constructor(projectRoot: string) {
    this.#projectRoot = projectRoot;
  }

  async ignores(relativePath: string, isDirectory: boolean): Promise<boolean> {
    const folders = ['.', ...selfAndAncestors(relativePath).slice(0, -1)];
    let ignored = false;
    for (const folder of folders) {
      const rules = await this.#rulesOf(folder);
      const below = path.posix.relative(folder, relativePath) + (isDirectory ? '/' : '');
      const verdict = rules?.test(below);
      if (verdict?.ignored === true) ignored = true;
      if (verdict?.unignored === true) ignored = false;
    }
    return ignored;
  }

  #rulesOf(folder: string): Promise<Ignore | undefined> {
    const known = this.#rules.get(folder);
    if (known !== undefined) return known;
    const reading = readFile(path.join(this.#projectRoot, folder, '.gitignore'), 'utf8').then(
      (text) => ignore().add(text),
      () => undefined,
    );
    this.#rules.set(folder, reading);
    return reading;
  }
}
