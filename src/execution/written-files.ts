import { type Dirent, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isNeverNeededFolder } from './workspace/file-names.js';
import type { WorkspacePlan } from './workspace/workspace-plan.js';

/**
 * In a run's folder: what the run wrote in its working copy, a path a line, folders with a slash behind them. What was a link to
 * the user's file before has a sign in front.
 */
const FILE = 'written-files.txt';
const REPLACED = '= ';
const MOST_ADDED = 5000;

/** What a run wrote, paths relative to the project. */
export interface WrittenFiles {
  readonly added: readonly string[];
  /** They were there before, as links: a run that writes into one gets a file of its own. */
  readonly replaced: readonly string[];
}

/**
 * Notes what lies in a working copy that was not put there. `root`: the copy's; `runDirectory`: where the note goes. Where it
 * cannot be written the run has no note, which is no reason to lose its result.
 */
export function noteWrittenFiles(plan: WorkspacePlan, root: string, runDirectory: string): void {
  const given: Given = { own: new Set([...plan.directories, ...plan.copies]), links: new Set(plan.links) };
  const found = ['', ...plan.directories].flatMap((folder) => writtenIn(root, folder, given));
  const replaced = found.filter((line) => line.startsWith(REPLACED));
  const added = found.filter((line) => !line.startsWith(REPLACED)).slice(0, MOST_ADDED);
  try {
    writeFileSync(path.join(runDirectory, FILE), [...replaced, ...added].map((line) => `${line}\n`).join(''));
  } catch {
    // The disk is full, or the folder was removed: the outcome will tell.
  }
}

/** What `noteWrittenFiles` noted of a run; undefined where it noted nothing, so that nobody knows what the run wrote. */
export function readWrittenFiles(runDirectory: string): WrittenFiles | undefined {
  const text = readText(path.join(runDirectory, FILE));
  if (text === undefined) return undefined;
  const lines = text.split('\n').filter((line) => line !== '');
  return {
    added: lines.filter((line) => !line.startsWith(REPLACED)),
    replaced: lines.filter((line) => line.startsWith(REPLACED)).map((line) => line.slice(REPLACED.length)),
  };
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** What was put into a working copy. */
interface Given {
  readonly own: ReadonlySet<string>;
  readonly links: ReadonlySet<string>;
}

function writtenIn(root: string, folder: string, { own, links }: Given): string[] {
  return entriesOf(path.join(root, folder)).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    // A line cannot have it.
    if (own.has(name) || isNeverNeededFolder(entry.name) || entry.name.includes('\n')) return [];
    if (links.has(name)) return entry.isSymbolicLink() ? [] : [REPLACED + name];
    return [entry.isDirectory() ? `${name}/` : name];
  });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // The run removed it.
    return [];
  }
}
