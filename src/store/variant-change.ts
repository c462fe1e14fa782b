import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { VariantChange } from '../core/variant.js';

const CHANGE_FILE = 'change.json';

/** Keeps what a run's variant does beside its results. */
export function writeVariantChange(runDirectory: string, change: VariantChange): void {
  writeFileSync(path.join(runDirectory, CHANGE_FILE), `${JSON.stringify(change, undefined, 1)}\n`);
}

/** Whether the runs in this folder were of a variant that does the same; not where that is unknown. */
export function hasVariantChange(runDirectory: string, change: VariantChange): boolean {
  try {
    const kept: unknown = JSON.parse(readFileSync(path.join(runDirectory, CHANGE_FILE), 'utf8'));
    return JSON.stringify(kept) === JSON.stringify(change);
  } catch {
    return false;
  }
}
