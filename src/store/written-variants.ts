import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { replaceFileSync } from '../core/replace-file.js';
import type { WrittenEdits } from '../core/written-edits.js';
import { isObject } from './stored-shapes.js';

/** A model's edits with the files they are edits of, so that they can be found again in files with other comments. */
export interface StoredVariant extends WrittenEdits {
  readonly trialId: string;
  /** The model's reply, whole: what a repair is about. */
  readonly reply: string;
  /** Of every edited file: its text when the edits were made. */
  readonly pristine: Readonly<Record<string, string>>;
}

/** What models wrote for this study, by the key of the task. A damaged file counts as none. */
export function readWrittenVariants(studyDirectory: string): Map<string, StoredVariant> {
  const directory = writtenDirectory(studyDirectory);
  const variants = new Map<string, StoredVariant>();
  for (const name of namesIn(directory)) {
    if (!name.endsWith('.json')) continue;
    const variant = readStored(path.join(directory, name));
    if (variant !== undefined) variants.set(name.slice(0, -'.json'.length), variant);
  }
  return variants;
}

/** Keeps a variant under the key of its task; a later one takes the place of an earlier one. */
export function writeWrittenVariant(studyDirectory: string, key: string, variant: StoredVariant): void {
  const directory = writtenDirectory(studyDirectory);
  mkdirSync(directory, { recursive: true });
  const file = path.join(directory, `${key}.json`);
  replaceFileSync(file, `${JSON.stringify(variant, undefined, 1)}\n`);
}

function writtenDirectory(studyDirectory: string): string {
  return path.join(studyDirectory, 'written');
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function readStored(file: string): StoredVariant | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isStored(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isStored(value: unknown): value is StoredVariant {
  return (
    isObject(value) &&
    typeof value.trialId === 'string' &&
    typeof value.modelId === 'string' &&
    typeof value.repairs === 'number' &&
    typeof value.summary === 'string' &&
    typeof value.reply === 'string' &&
    Array.isArray(value.edits) &&
    isObject(value.pristine)
  );
}
