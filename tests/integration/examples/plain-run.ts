import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** A change as a person makes it by hand: this text, which stands there once, becomes that. */
export type HandEdit = readonly [before: string, after: string];

/** What a script prints when it is run by hand, without the tool, after these changes of it. */
export async function runByHand(
  script: string,
  python: string,
  edits: readonly HandEdit[],
  words: readonly string[],
): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'by-hand-'));
  try {
    cpSync(path.dirname(path.resolve(script)), folder, { recursive: true });
    const copy = path.join(folder, path.basename(script));
    writeFileSync(copy, edits.reduce(edited, readFileSync(copy, 'utf8')));
    const { stdout } = await promisify(execFile)(python, [copy, ...words], {
      cwd: folder,
      env: { ...process.env, OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', PYTHONHASHSEED: '0' },
    });
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The number in the last match of a pattern; throws where nothing matches. */
export function lastNumber(output: string, pattern: RegExp): number {
  const found = [...output.matchAll(pattern)].at(-1)?.[1];
  if (found === undefined) throw new Error(`nothing like ${pattern.source} in:\n${output}`);
  return Number(found);
}

function edited(text: string, [before, after]: HandEdit): string {
  if (text.split(before).length !== 2) throw new Error(`${before} does not stand there exactly once`);
  return text.replace(before, () => after);
}
