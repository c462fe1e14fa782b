import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Edit } from '../core/edit.js';
import type { FailedOutcome, Outcome } from '../core/outcome.js';
import type { PlannedRun } from '../core/trial.js';
import type { RunObservation, RunRequest, Startup } from '../execution/executor.js';
import { writeOutcome } from '../store/run-outcome.js';
import { attemptDirectoryName, runDirectoryName } from '../store/study-folder.js';
import { writeIdentityParts } from '../store/identity-parts.js';
import { writeVariantChange } from '../store/variant-change.js';
import { addArguments } from './add-arguments.js';
import type { Bench } from './bench.js';
import type { RunRecipe } from './plan-study.js';

/** Makes the folder of a run's next attempt and says what is to be executed in it; one that is under way stays the one. */
export function openAttempt(
  bench: Bench,
  run: PlannedRun,
  edits: readonly Edit[],
  observe: RunObservation,
): RunRequest {
  const underWay = bench.queue?.takeUnderWay(run.identity);
  if (underWay !== undefined) return underWay;
  const recipe = recipeOf(bench, run);
  const runDirectory = path.join(bench.folder.directory, runDirectoryName(run));
  mkdirSync(runDirectory, { recursive: true });
  writeIdentityParts(runDirectory, recipe.parts);
  writeVariantChange(runDirectory, recipe.change);
  const attempt = 1 + lastAttempt(runDirectory);
  const attemptDirectory = path.join(bench.folder.directory, attemptDirectoryName(run, attempt));
  mkdirSync(attemptDirectory);
  return requestFor(bench, run, recipe, edits, attempt, attemptDirectory, observe);
}

/**
 * Keeps an attempt's outcome: in its folder, then in the log. Throws a UserError where another process has the study: the
 * run is that one's by now.
 */
export async function closeAttempt(bench: Bench, request: RunRequest, outcome: Outcome): Promise<void> {
  const { run } = request;
  bench.demandStudy();
  const stored = await writeOutcome(request.runDirectory, run, outcome);
  bench.log.append({ type: 'run-ended', at: new Date().toISOString(), run, outcome: stored.outcome });
}

export function recipeOf(bench: Bench, run: PlannedRun): RunRecipe {
  const recipe = bench.plan.recipes.get(run.identity);
  if (recipe === undefined) throw new Error(`Internal error: no recipe for ${run.trialId}`);
  return recipe;
}

/** The baseline's edits are those of the seed layer, which cannot conflict with a variant's. */
export function baselineEdits(bench: Bench, run: PlannedRun): readonly Edit[] {
  const { edits } = recipeOf(bench, run);
  if (!edits.ok) throw new Error(`Internal error: the baseline conflicts with the seed layer at ${edits.failure}`);
  return edits.value;
}

export function requestFor(
  bench: Bench,
  run: PlannedRun,
  recipe: RunRecipe,
  edits: readonly Edit[],
  attempt: number,
  directory: string,
  observe: RunObservation,
): RunRequest {
  const { timeoutMs, memoryBytes } = bench.subject.settings.resources;
  return {
    run,
    attempt,
    runDirectory: directory,
    edits,
    command: addArguments(bench.subject.command, recipe.arguments),
    environmentSeed: recipe.environmentSeed,
    observe,
    startup: startupOf(bench, run),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
  };
}

function startupOf({ plan, forking }: Bench, { trialId }: PlannedRun): Startup {
  return forking.startupOf(plan.trials.find(({ trial }) => trial.id === trialId)?.variant);
}

/** The outcome of a run that cannot start, because its variant and the seed layer change the same place. */
export function seedConflict(place: string, attempt: number): FailedOutcome {
  return {
    kind: 'failed',
    reason: { kind: 'seed-conflict', place },
    startedAt: new Date().toISOString(),
    durationMs: 0,
    attempt,
    notes: [],
    readFiles: [],
    metrics: [],
    logTail: [],
  };
}

function lastAttempt(runDirectory: string): number {
  return Math.max(0, ...readdirSync(runDirectory).map((name) => Number(/^attempt(\d+)$/.exec(name)?.[1] ?? 0)));
}
