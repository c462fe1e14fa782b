import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const PARTS_FILE = 'identity.json';

/** Keeps what a run executes beside its results, so that a later start can say what has changed. */
export function writeIdentityParts(runDirectory: string, parts: Readonly<Record<string, string>>): void {
  writeFileSync(path.join(runDirectory, PARTS_FILE), `${JSON.stringify(parts, undefined, 1)}\n`);
}

/** Undefined where the file has gone or is damaged. */
export function readIdentityParts(runDirectory: string): Readonly<Record<string, string>> | undefined {
  try {
    const parts: unknown = JSON.parse(readFileSync(path.join(runDirectory, PARTS_FILE), 'utf8'));
    return typeof parts === 'object' && parts !== null ? (parts as Readonly<Record<string, string>>) : undefined;
  } catch {
    return undefined;
  }
}
