import { readFile } from 'node:fs/promises';
import { failure, success, type Result } from '../core/result.js';
import type { ModelFailure } from './model-failure.js';

const LINE = /^(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)$/;

/**
 * The key in the first of the variables that is set. Fails with `no-key`, or with `bad-key` for a value that no
 * header can carry, such as one with a line break in the middle.
 */
export function keyFrom(environment: NodeJS.ProcessEnv, names: readonly string[]): Result<string, ModelFailure> {
  for (const name of names) {
    const value = environment[name]?.trim();
    if (value === undefined || value === '') continue;
    if (/^[\x21-\x7e]+$/.test(value)) return success(value);
    return failure({ kind: 'bad-key', message: `${name} holds characters that no key has` });
  }
  return failure({ kind: 'no-key', variable: names.join(' or ') });
}

/**
 * `NAME=value` lines of a file the user named, with comments, quotes and `export`. Fails with words that follow the
 * file's name; they never quote a line, which may be a key.
 */
export async function readEnvFile(path: string): Promise<Result<Record<string, string>, string>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return failure(`the file cannot be read (${codeOf(error)})`);
  }
  const variables: Record<string, string> = {};
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const [, name, rest] = LINE.exec(trimmed) ?? [];
    const value = rest === undefined ? undefined : valueOf(rest);
    if (name === undefined || value === undefined) return failure(`line ${index + 1} is not NAME=value`);
    variables[name] = value;
  }
  return success(variables);
}

/** Undefined for a quote that is not closed on its line. */
function valueOf(written: string): string | undefined {
  const quote = written[0];
  if (quote !== '"' && quote !== "'") return written.replace(/(?:^|\s+)#.*$/, '').trimEnd();
  const inQuotes = quote === '"' ? /^"((?:\\.|[^"\\])*)"\s*(?:#.*)?$/ : /^'([^']*)'\s*(?:#.*)?$/;
  const content = inQuotes.exec(written)?.[1];
  return quote === '"' ? content?.replace(/\\(.)/g, (_, letter: string) => (letter === 'n' ? '\n' : letter)) : content;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
