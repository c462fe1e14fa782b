import { type Dirent, lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
  const given = new Set([...plan.directories, ...plan.copies, ...plan.links]);
  const added = ['', ...plan.directories].flatMap((folder) => addedTo(root, folder, given)).slice(0, MOST_ADDED);
  // Also one that the run removed, or gave another name: it may have written into it before.
  const replaced = plan.links.filter((link) => !isLink(path.join(root, link)));
  const lines = [...replaced.map((link) => REPLACED + link), ...added];
  try {
    writeFileSync(path.join(runDirectory, FILE), lines.map((line) => `${line}\n`).join(''));
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

function addedTo(root: string, folder: string, given: ReadonlySet<string>): string[] {
  return entriesOf(path.join(root, folder)).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    // A line cannot have it.
    if (given.has(name) || isNeverNeededFolder(entry.name) || entry.name.includes('\n')) return [];
    return [entry.isDirectory() ? `${name}/` : name];
  });
}

function isLink(place: string): boolean {
  return lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // The run removed it.
    return [];
  }
}
