import type { Component } from '../core/component.js';
import type { Edit } from '../core/edit.js';
import type { SkippedComponent } from '../core/report.js';
import type { Result } from '../core/result.js';
import { executedSeedIndex, secondBaselineTrial } from '../core/second-baseline.js';
import { BASELINE_ID, type PlannedRun, type Trial } from '../core/trial.js';
import type { Variant } from '../core/variant.js';
import { identityOf, identityParts, type IdentityParts } from '../planning/run-identity.js';
import { planRuns } from '../planning/run-order.js';
import { planLeaveOneOut } from '../planning/plan-trials.js';
import { placeOf } from '../planning/select-components.js';
import { prepareTrial, type Preparation } from '../prepare-trial.js';
import type { StaticCheck } from '../checks/check-variant.js';
import { seedLayer } from '../source/seeds/seed-layer.js';
import { combineSeedLayer } from './combine-seed-layer.js';
import type { Subject } from './read-subject.js';

/** Trials that have a variant, their runs in order, and what each run executes. */
export interface StudyPlan {
  readonly trials: readonly PlannedTrial[];
  readonly runs: readonly PlannedRun[];
  /** By identity. */
  readonly recipes: ReadonlyMap<string, RunRecipe>;
  readonly skipped: readonly SkippedComponent[];
}

export interface PlannedTrial {
  readonly trial: Trial;
  readonly variant: Variant;
  readonly check: StaticCheck;
}

/** What a run executes: enough to start it, and to tell later what had changed. */
export interface RunRecipe {
  /** Against the pristine files; a failure names the place where variant and seed layer conflict. */
  readonly edits: Result<readonly Edit[], string>;
  /** Added to the command. */
  readonly arguments: readonly string[];
  readonly environmentSeed: number;
  readonly parts: IdentityParts;
}

/** Decides everything before anything runs. Pure, but for parsing what the rules look at. */
export function planStudy(subject: Subject, threadsPerRun: number): StudyPlan {
  const { seedIndices, secondBaseline } = subject.settings;
  const planned = planLeaveOneOut(subject.components);
  const preparations = (secondBaseline === 'run' ? [...planned, secondBaselineTrial] : planned).map((trial) => ({
    trial,
    preparation: prepareTrial(trial, subject.components, subject.project),
  }));
  const trials = preparations.flatMap(({ trial, preparation }) =>
    preparation.kind === 'ready' ? [{ trial, variant: preparation.variant, check: preparation.check }] : [],
  );
  const recipes = new Map<string, RunRecipe>();
  const variants = new Map(trials.map(({ trial, variant }) => [trial.id, variant]));
  const runs = planRuns(
    trials.map(({ trial }) => trial),
    seedIndices,
    (trial, seedIndex) => {
      const executed = executedSeedIndex(trial.id, seedIndex, seedIndices);
      const recipe = runRecipe(subject, variants.get(trial.id), executed, threadsPerRun);
      const identity = identityOf(recipe.parts);
      recipes.set(identity, recipe);
      return identity;
    },
  );
  return {
    trials,
    runs,
    recipes,
    skipped: [
      ...preparations.flatMap(({ trial, preparation }) => skippedOf(trial, preparation, subject.components)),
      ...subject.leftOut.map((component) => skipped(component, 'not selected', 'not-selected')),
    ],
  };
}

function runRecipe(
  subject: Subject,
  variant: Variant | undefined,
  seedIndex: number,
  threadsPerRun: number,
): RunRecipe {
  const layer = seedLayer(subject.seedStrategy, seedIndex, subject.project);
  const edits = combineSeedLayer(variant?.edits ?? [], layer, subject.project);
  const runArguments = [...(variant?.arguments ?? []), ...layer.arguments];
  const parts = identityParts(
    {
      project: subject.project,
      command: subject.portableCommand,
      pythonVersion: subject.interpreter.version,
      packages: subject.interpreter.packages,
      threadsPerRun,
    },
    {
      variantEdits: variant?.edits ?? [],
      seedEdits: layer.edits,
      arguments: runArguments,
      environmentSeed: seedIndex,
    },
  );
  return { edits, arguments: runArguments, environmentSeed: seedIndex, parts };
}

function skippedOf(trial: Trial, preparation: Preparation, components: readonly Component[]): SkippedComponent[] {
  if (preparation.kind === 'ready' || trial.id === BASELINE_ID) return [];
  const reason = preparation.reasons.join('; ');
  return components
    .filter((component) => trial.componentIds.includes(component.id))
    .map((component) => skipped(component, reason, preparation.kind));
}

function skipped(component: Component, reason: string, kind: SkippedComponent['kind']): SkippedComponent {
  return { id: component.id, place: placeOf(component) ?? 'ablation.yaml', reason, kind };
}
