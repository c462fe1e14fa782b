import { createHash } from 'node:crypto';
import type { Edit } from '../core/edit.js';
import type { Project } from '../source/project.js';
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

export function identityParts(
  context: IdentityContext,
  run: { readonly edits: readonly Edit[]; readonly arguments: readonly string[]; readonly environmentSeed: number },
): IdentityParts {
  const parts: Record<string, string> = {
    arguments: JSON.stringify([...context.command, ...run.arguments]),
    'environment seed': String(run.environmentSeed),
    'threads per run': String(context.threadsPerRun),
    Python: context.pythonVersion,
  };
  for (const [name, version] of Object.entries(context.packages)) parts[`package ${name}`] = version;
  for (const [file, source] of context.project.pythonFiles) {
    parts[file] = executedTokens(
      source,
      run.edits.filter((edit) => edit.file === file),
    );
  }
  for (const [file, source] of context.project.configFiles) {
    parts[file] = configurationValues(
      source,
      run.edits.filter((edit) => edit.file === file),
    );
  }
  return parts;
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
