import { createHash } from 'node:crypto';
import type { Edit } from '../core/edit.js';
import type { Project } from '../source/project.js';
import type { PythonFile } from '../source/python-file.js';
import { executedTokens } from '../source/run-identity-tokens.js';
import { configurationValues } from '../source/configuration-values.js';

/**
 * What decides a run's result, each part under its name. Comments, white space, marks, labels, metrics
 * and time limits are no part of it, so adding a mark, a seed or a longer limit repeats nothing.
 */
export type IdentityParts = Readonly<Record<string, string>>;

/** What is the same for all runs of a study. */
export interface IdentityContext {
  readonly project: Project;
  /** The command with the interpreter's path left out. */
  readonly command: readonly string[];
  readonly pythonVersion: string;
  /** Versions of the third-party packages the sources import. */
  readonly packages: Readonly<Record<string, string>>;
  readonly threadsPerRun: number;
}

/** What one run adds to the context. */
export interface IdentifiedRun {
  readonly variantEdits: readonly Edit[];
  /** What the seed layer puts where, without positions: those are in the sources' tokens already. */
  readonly seedEdits: readonly Edit[];
  readonly arguments: readonly string[];
  readonly environmentSeed: number;
}

export function identityParts(context: IdentityContext, run: IdentifiedRun): IdentityParts {
  const parts: Record<string, string> = {
    arguments: JSON.stringify([...context.command, ...run.arguments]),
    'seed layer': JSON.stringify(run.seedEdits.map((edit) => [edit.file, edit.text])),
    'environment seed': String(run.environmentSeed),
    'threads per run': String(context.threadsPerRun),
    Python: context.pythonVersion,
  };
  for (const [name, version] of Object.entries(context.packages)) parts[`package ${name}`] = version;
  for (const [file, source] of context.project.pythonFiles) {
    parts[file] = tokensOnce(source, editsOf(file, run.variantEdits));
  }
  for (const [file, source] of context.project.configFiles) {
    parts[file] = configurationValues(source, editsOf(file, run.variantEdits));
  }
  return parts;
}

function editsOf(file: string, edits: readonly Edit[]): readonly Edit[] {
  return edits.filter((edit) => edit.file === file);
}

const knownTokens = new WeakMap<PythonFile, Map<string, string>>();

/** Reading the tokens of a long script takes a while, and all seeds of a trial have the same. */
function tokensOnce(file: PythonFile, edits: readonly Edit[]): string {
  const known = knownTokens.get(file) ?? new Map<string, string>();
  knownTokens.set(file, known);
  const key = JSON.stringify(edits);
  const tokens = known.get(key) ?? executedTokens(file, edits);
  known.set(key, tokens);
  return tokens;
}

/** The identity itself: SHA-256 over the parts, in the order of their names. */
export function identityOf(parts: IdentityParts): string {
  const sorted = Object.entries(parts).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}

/** The names of the parts that differ: what the user changed. */
export function changedParts(former: IdentityParts, current: IdentityParts): string[] {
  const names = new Set([...Object.keys(former), ...Object.keys(current)]);
  return [...names].filter((name) => former[name] !== current[name]).sort();
}
