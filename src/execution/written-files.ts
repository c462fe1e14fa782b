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
const MOST_LISTED = 1000;

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
  const text = found.slice(0, MOST_LISTED).map((name) => `${name}\n`);
  if (text.length === 0) return;
  try {
    writeFileSync(path.join(runDirectory, FILE), text.join(''));
  } catch {
    // The disk is full, or the folder was removed: the outcome will tell.
  }
}

/** What `noteWrittenFiles` noted of a run; none where nothing was noted. */
export function readWrittenFiles(runDirectory: string): WrittenFiles {
  const lines = readLines(path.join(runDirectory, FILE));
  return {
    added: lines.filter((line) => !line.startsWith(REPLACED)),
    replaced: lines.filter((line) => line.startsWith(REPLACED)).map((line) => line.slice(REPLACED.length)),
  };
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch {
    return [];
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
