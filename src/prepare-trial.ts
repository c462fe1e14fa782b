import { findEditConflict } from './core/edit.js';
import type { Component } from './core/component.js';
import type { Trial } from './core/trial.js';
import type { WrittenEdits } from './core/written-edits.js';
import type { Variant, VariantOrigin } from './core/variant.js';
import { checkVariant, type StaticCheck } from './checks/check-variant.js';
import { unreachable } from './core/unreachable.js';
import type { Project } from './source/project.js';
import { decideTrial } from './variants/decide-trial.js';

/** How far a trial came. */
export type Preparation =
  | { readonly kind: 'ready'; readonly trialId: string; readonly variant: Variant; readonly check: StaticCheck }
  /** No rule is sure, or the component is a hint, and no model has written its variant yet. */
  | { readonly kind: 'needs-model'; readonly trialId: string; readonly reasons: readonly string[] }
  /** The mark is meaningless, or the edits conflict: reported as an error of this trial. */
  | { readonly kind: 'impossible'; readonly trialId: string; readonly reasons: readonly string[] };

/**
 * A trial on its way to its variant. Marked code is removed by rule, all components of the trial at
 * once from the pristine sources; where no rule is sure, by what a model has `written`; arguments and
 * configuration keys are as their author declared them. The variant is then compared with the sources, whoever
 * made it; the smoke run comes when the machine is ready.
 */
export function prepareTrial(
  trial: Trial,
  components: readonly Component[],
  project: Project,
  written: (members: readonly Component[]) => WrittenEdits | undefined,
): Preparation {
  const members = membersOf(trial, components);
  const declared = declaredChanges(members);
  if (declared.hints.length > 0) return byModel(trial, members, components, project, declared.hints, written(members));
  const code = members.filter((component) => component.kind === 'code');
  const decision = decideTrial(code, project);
  switch (decision.kind) {
    case 'needs-model':
      return byModel(trial, members, components, project, decision.reasons, written(members));
    case 'impossible':
      return { kind: decision.kind, trialId: trial.id, reasons: decision.reasons };
    case 'edits':
      return ready(
        {
          trialId: trial.id,
          origin: originOf(members, decision.rules),
          edits: [...decision.edits, ...declared.edits],
          arguments: declared.arguments,
          notes: [...decision.notes, ...declared.notes],
        },
        members,
        components,
        project,
      );
    default:
      return unreachable(decision);
  }
}

/** The components that a trial removes or replaces. */
export function membersOf(trial: Trial, components: readonly Component[]): Component[] {
  return components.filter((component) => trial.componentIds.includes(component.id));
}

/** What a model wrote is for the marked code and the hints of the trial; what is declared goes with it. */
function byModel(
  trial: Trial,
  members: readonly Component[],
  components: readonly Component[],
  project: Project,
  reasons: readonly string[],
  written: WrittenEdits | undefined,
): Preparation {
  if (written === undefined) return { kind: 'needs-model', trialId: trial.id, reasons };
  const declared = declaredChanges(members);
  return ready(
    {
      trialId: trial.id,
      origin: { kind: 'model', modelId: written.modelId, repairs: written.repairs },
      edits: [...written.edits, ...declared.edits],
      arguments: declared.arguments,
      notes: [...(written.summary === '' ? [] : [`model: ${written.summary}`]), ...declared.notes],
    },
    members,
    components,
    project,
  );
}

function ready(
  variant: Variant,
  members: readonly Component[],
  components: readonly Component[],
  project: Project,
): Preparation {
  const others = components.filter((component) => !members.includes(component));
  const conflict = findEditConflict(variant.edits);
  if (conflict === undefined) {
    return {
      kind: 'ready',
      trialId: variant.trialId,
      variant,
      check: checkVariant(project, variant.edits, members, others),
    };
  }
  return {
    kind: 'impossible',
    trialId: variant.trialId,
    reasons: [`two of its components change the same place of ${conflict.first.file}`],
  };
}

function originOf(members: readonly Component[], rules: readonly string[]): VariantOrigin {
  if (members.length === 0) return { kind: 'none' };
  return rules.length > 0 ? { kind: 'rule', rules } : { kind: 'author' };
}

/** What needs no rule: the author of `ablation.yaml` (or of a mark in a configuration file) said it. */
function declaredChanges(members: readonly Component[]) {
  return {
    hints: members.flatMap((component) =>
      component.kind === 'hint' ? [`${component.file}:${component.line} is a hint, which only a model can act on`] : [],
    ),
    edits: members.flatMap((component) => (component.kind === 'config' ? component.edits : [])),
    arguments: members.flatMap((component) => (component.kind === 'argument' ? component.arguments : [])),
    notes: members.flatMap((component) => {
      if (component.kind === 'config') return [`${component.file}: ${component.change}`];
      return component.kind === 'argument' ? [`adds ${component.arguments.join(' ')} to the command`] : [];
    }),
  };
}
