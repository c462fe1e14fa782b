import path from 'node:path';
import { BASELINE_ID } from '../core/trial.js';
import { UserError } from '../core/user-error.js';
import { changedParts } from '../planning/run-identity.js';
import type { StaleRun } from '../planning/stale-runs.js';
import type { FinishedRun } from '../store/finished-runs.js';
import { readIdentityParts } from '../store/identity-parts.js';
import { runDirectoryName } from '../store/study-folder.js';
import { hasVariantChange } from '../store/variant-change.js';
import { recipeOf } from './attempt.js';
import type { Bench } from './bench.js';

/**
 * Keeps or drops results that no longer match what their runs would execute now, as the user decides; `finished` is
 * changed accordingly. A result of a variant that is another one now is always dropped: it is no matter of taste which
 * change a row is about. Throws a UserError where nobody decides, or to stop is decided.
 */
export async function settleStaleRuns(
  bench: Bench,
  stale: readonly StaleRun[],
  finished: Map<string, FinishedRun>,
): Promise<void> {
  const keepable = stale.filter((each) => isSameVariant(bench, each));
  for (const { run } of stale) if (!keepable.some((each) => each.run === run)) finished.delete(run.identity);
  if (keepable.length === 0) return;
  const changes = changesOf(bench, keepable);
  const costMs = keepable.reduce((sum, { former }) => sum + former.outcome.durationMs, 0);
  const { changedRuns } = bench.subject.settings;
  const decision =
    changedRuns === 'ask'
      ? await bench.observer.decideChangedRuns({ runs: keepable.length, changes, costMs })
      : changedRuns;
  if (decision === 'stop') {
    throw new UserError(
      `Stopped: ${keepable.length} finished runs no longer match (changed: ${changes.join(', ')}). ` +
        'Say --rerun to run them again or --keep-results to count them all the same.',
    );
  }
  for (const { run, former } of keepable) {
    if (decision === 'rerun') {
      finished.delete(run.identity);
      continue;
    }
    finished.set(run.identity, former);
    const formerIdentity = former.run.identity;
    bench.log.append({ type: 'run-kept', at: new Date().toISOString(), run, formerIdentity, changes });
  }
}

function isSameVariant(bench: Bench, { run, former }: StaleRun): boolean {
  if (run.trialId === BASELINE_ID) return true;
  return hasVariantChange(path.join(bench.folder.directory, runDirectoryName(former.run)), recipeOf(bench, run).change);
}

/** What is different: files, arguments, packages, data. */
function changesOf(bench: Bench, stale: readonly StaleRun[]): string[] {
  const changes = new Set(stale.flatMap((run) => run.changedData));
  for (const { run, former } of stale) {
    const before = readIdentityParts(path.join(bench.folder.directory, runDirectoryName(former.run)));
    if (before === undefined) continue;
    for (const part of changedParts(before, recipeOf(bench, run).parts)) changes.add(part);
  }
  return [...changes].sort();
}
