import type { Component } from '../core/component.js';
import type { Edit } from '../core/edit.js';
import type { SkippedComponent } from '../core/report.js';
import type { Result } from '../core/result.js';
import { executedSeedIndex, secondBaselineTrial } from '../core/second-baseline.js';
import type { PlannedRun, Trial } from '../core/trial.js';
import type { Variant, VariantChange } from '../core/variant.js';
import { identityOf, identityParts, type IdentityParts } from '../planning/run-identity.js';
import { planRuns } from '../planning/run-order.js';
import { planLeaveOneOut } from '../planning/plan-trials.js';
import { placeOf } from '../planning/select-components.js';
import { membersOf, prepareTrial } from '../prepare-trial.js';
import type { StaticCheck } from '../checks/check-variant.js';
import { seedLayer } from '../source/seeds/seed-layer.js';
import { combineSeedLayer } from './combine-seed-layer.js';
import type { Subject } from './read-subject.js';
import { variantChange } from './variant-change.js';
import { isWorthAsking, type WritingMemory } from './writing/writing-memory.js';

/** Trials that have a variant, their runs in order, and what each run executes. */
export interface StudyPlan {
  readonly trials: readonly PlannedTrial[];
  readonly runs: readonly PlannedRun[];
  /** By identity. */
  readonly recipes: ReadonlyMap<string, RunRecipe>;
  /** Trials that wait for a model to write their variant. */
  readonly open: readonly OpenTrial[];
  readonly skipped: readonly SkippedComponent[];
}

export interface OpenTrial {
  readonly trial: Trial;
  readonly members: readonly Component[];
  /** Why no rule acts. */
  readonly reasons: readonly string[];
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
  /** What makes the run another one than the baseline: results of another change never count as this one's. */
  readonly change: VariantChange;
}

/**
 * Decides everything before anything runs; what models wrote in earlier starts is in `memory`. Pure, but for
 * parsing what the rules look at.
 */
export function planStudy(subject: Subject, threadsPerRun: number, memory: WritingMemory): StudyPlan {
  const { secondBaseline, model } = subject.settings;
  const planned = planLeaveOneOut(subject.components);
  const preparations = (secondBaseline === 'run' ? [...planned, secondBaselineTrial] : planned).map((trial) => ({
    trial,
    members: membersOf(trial, subject.components),
    preparation: prepareTrial(trial, subject.components, subject.project, (members) => memory.written(members)),
  }));
  const open: OpenTrial[] = [];
  const skippedTrials: SkippedComponent[] = [];
  for (const { trial, members, preparation } of preparations) {
    if (preparation.kind === 'ready') continue;
    const { kind, reasons } = preparation;
    const givenUp = kind === 'needs-model' ? memory.givenUp(members) : undefined;
    const isTriedAgain = givenUp === undefined || isWorthAsking(givenUp, subject.settings);
    const isOpen = kind === 'needs-model' && model !== undefined && isTriedAgain;
    if (isOpen) open.push({ trial, members, reasons });
    const reason = givenUp?.reason ?? (isOpen ? whyOpen(members) : reasons.join('; '));
    const why = givenUp === undefined && !isOpen ? kind : 'not-written';
    skippedTrials.push(...members.map((member) => skipped(member, reason, why)));
  }
  const trials = preparations.flatMap(({ trial, preparation }) =>
    preparation.kind === 'ready' ? [{ trial, variant: preparation.variant, check: preparation.check }] : [],
  );
  return {
    trials,
    ...planRecipes(subject, threadsPerRun, trials),
    open,
    skipped: [
      ...skippedTrials,
      ...subject.leftOut.map((component) => skipped(component, 'not selected', 'not-selected')),
    ],
  };
}

function whyOpen(members: readonly Component[]): string {
  const isUnread = members.some((member) => member.kind === 'hint' && member.trial === undefined);
  return isUnread ? 'its trials were not read and approved yet' : 'the model was not asked yet';
}

/** Whether a model writes, or has written, a variant of this study. */
export function isModelWriting({ open, trials }: StudyPlan): boolean {
  return open.length > 0 || trials.some(({ variant }) => variant.origin.kind === 'model');
}

/** The runs of trials that have their variant, in order, and what each executes. */
export function planRecipes(
  subject: Subject,
  threadsPerRun: number,
  trials: readonly PlannedTrial[],
): Pick<StudyPlan, 'runs' | 'recipes'> {
  const { seedIndices } = subject.settings;
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
  return { runs, recipes };
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
  return {
    edits,
    arguments: runArguments,
    environmentSeed: seedIndex,
    parts,
    change: variantChange(subject.project, variant),
  };
}

function skipped(component: Component, reason: string, kind: SkippedComponent['kind']): SkippedComponent {
  return { id: component.id, place: placeOf(component) ?? 'ablation.yaml', reason, kind };
}
