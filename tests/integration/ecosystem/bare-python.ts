import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A Python in a new folder that has nothing but its standard library; returns its path. */
export function barePython(folder: string): string {
  execFileSync('python3', ['-m', 'venv', '--without-pip', folder]);
  return path.join(folder, 'bin/python');
}

/** Gives it a library whose import runs `code`: what a real one does when it is broken, or slow. */
export function giveLibrary(folder: string, name: string, code: string): void {
  const [version = ''] = readdirSync(path.join(folder, 'lib'));
  const library = path.join(folder, 'lib', version, 'site-packages', name);
  mkdirSync(library);
  writeFileSync(path.join(library, '__init__.py'), code);
}
