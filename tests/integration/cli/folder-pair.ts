import { lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CliProject, type CliResult } from './cli-project.js';

type Files = Readonly<Record<string, string>>;

/** A project and its variant in folders `base` and `variant`, beside them a folder for what runs leave outside. */
export class FolderPair implements Disposable {
  readonly parent: CliProject;
  readonly outside: string;
  readonly #temporary: string;

  constructor(base: Files, variant: Files) {
    this.parent = new CliProject({ ...below('base', base), ...below('variant', variant) });
    this.outside = path.join(this.parent.directory, 'outside');
    this.#temporary = path.join(this.parent.directory, 'temporary');
    for (const folder of ['base', 'variant', 'outside', 'temporary']) {
      mkdirSync(path.join(this.parent.directory, folder), { recursive: true });
    }
  }

  /** What every check runs with; scripts find the folder outside as `OUTSIDE`. */
  get environment(): Readonly<Record<string, string>> {
    return { OUTSIDE: this.outside, TMPDIR: this.#temporary };
  }

  check(...words: readonly string[]): Promise<CliResult> {
    return this.parent.run(['check', 'base', 'variant', ...words], this.environment);
  }

  /** Names of what runs left outside. */
  leftOutside(): string[] {
    return readdirSync(this.outside);
  }

  /** Working copies that were not removed. */
  leftTemporary(): string[] {
    return readdirSync(this.#temporary).filter((name) => name.startsWith('ablationmage'));
  }

  /** Everything in both folders: names, contents and times of change. */
  listing(): Record<string, readonly [content: string, changedAt: number]> {
    const { directory } = this.parent;
    const names = ['base', 'variant'].flatMap((folder) =>
      readdirSync(path.join(directory, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        path.join(folder, name),
      ),
    );
    return Object.fromEntries(
      ['base', 'variant', ...names].map((name) => {
        const file = path.join(directory, name);
        const status = lstatSync(file);
        return [name, [status.isFile() ? readFileSync(file, 'base64') : '', status.mtimeMs]];
      }),
    );
  }

  [Symbol.dispose](): void {
    this.parent[Symbol.dispose]();
  }
}

function below(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [`${folder}/${name}`, content]));
}
