import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { VIRTUAL_ENVIRONMENT, type WorkspacePlan } from './workspace-plan.js';

/** Turns paths of the user's project into the paths of one copy of it. */
export class PathMap {
  readonly #plan: WorkspacePlan;
  readonly #copyRoot: string;
  readonly #roots: readonly string[];
  readonly #environments: readonly string[];

  /** `copyRoot`: the copy's root, absolute. */
  constructor(plan: WorkspacePlan, copyRoot: string) {
    this.#plan = plan;
    this.#copyRoot = copyRoot;
    this.#roots = [...new Set([plan.projectRoot, realpathSync(plan.projectRoot)])];
    this.#environments = plan.leftOut
      .filter((entry) => entry.reason === VIRTUAL_ENVIRONMENT)
      .map((entry) => path.join(plan.projectRoot, entry.path));
  }

  /** The path in the copy of an absolute path in the project; other paths come back as they are. */
  absolute(original: string): string {
    for (const root of this.#roots) {
      const below = path.relative(root, original);
      if (below === '') return this.#copyRoot;
      if (below === '..' || below.startsWith(`..${path.sep}`) || path.isAbsolute(below)) continue;
      return this.#isInEnvironment(path.join(this.#plan.projectRoot, below))
        ? original
        : path.join(this.#copyRoot, below);
    }
    return original;
  }

  /** The working directory of a run: the same place in the copy, or its root where the user stands elsewhere. */
  workingDirectory(currentDirectory: string): string {
    return this.#counterpart(currentDirectory) ?? this.#copyRoot;
  }

  /**
   * The command with the paths in it mapped, also behind `=`. Relative ones mean the right thing from the
   * copy already, except those into a virtual environment, of which there is no copy.
   */
  command(command: readonly string[], currentDirectory: string): string[] {
    return command.map((word, index) => {
      const mapped = this.#word(word, currentDirectory);
      // The program itself may lie in a folder that is not copied (`build/bin/tool`).
      return index === 0 && mapped !== word && !existsSync(mapped) && existsSync(word) ? word : mapped;
    });
  }

  /** The entries of a PYTHONPATH, mapped; an empty one among others means the working directory and is kept. */
  searchPath(value: string): string[] {
    if (value === '') return [];
    return value.split(path.delimiter).map((entry) => (path.isAbsolute(entry) ? this.absolute(entry) : entry));
  }

  #counterpart(currentDirectory: string): string | undefined {
    const mapped = this.absolute(currentDirectory);
    if (mapped !== currentDirectory && existsSync(mapped)) return mapped;
    // The folder above the project is the run's own too: it holds the copy under the project's name.
    return this.#roots.some((root) => path.dirname(root) === currentDirectory)
      ? path.dirname(this.#copyRoot)
      : undefined;
  }

  #word(word: string, currentDirectory: string): string {
    const split = /^(-{0,2}[\w.+-]+=)(.+)$/s.exec(word);
    const prefix = split?.[1] ?? '';
    const value = split?.[2] ?? word;
    if (path.isAbsolute(value)) return prefix + this.absolute(value);
    const resolved = path.resolve(currentDirectory, value);
    if (value.includes('/') && this.#isInEnvironment(resolved)) return prefix + resolved;
    // The run does not start where the user stands, so relative paths would lead elsewhere.
    const looksLikePath = value.includes('/') || value.endsWith('.py');
    if (looksLikePath && this.#counterpart(currentDirectory) === undefined && existsSync(resolved)) {
      return prefix + this.absolute(resolved);
    }
    return word;
  }

  #isInEnvironment(absolutePath: string): boolean {
    return this.#environments.some((folder) => absolutePath === folder || absolutePath.startsWith(folder + path.sep));
  }
}
