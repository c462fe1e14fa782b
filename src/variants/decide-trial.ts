import type { CodeComponent } from '../core/component.js';
import type { Edit } from '../core/edit.js';
import { unreachable } from '../core/unreachable.js';
import type { Project } from '../source/project.js';
import { decideChange } from './decide-change.js';
import { findDefect } from './find-defect.js';
import { joinDeletions } from './join-deletions.js';

/** What the rules make of a trial's marked code, all of it at once. */
export type TrialDecision =
  | {
      readonly kind: 'edits';
      readonly edits: readonly Edit[];
      /** Names of the rules that acted, each once. */
      readonly rules: readonly string[];
      /** What was done, one sentence per component. */
      readonly notes: readonly string[];
    }
  | { readonly kind: 'needs-model'; readonly reasons: readonly string[] }
  | { readonly kind: 'impossible'; readonly reasons: readonly string[] };

/** Decides a trial from the pristine sources; a trial without marked code (the baseline) has no edits. */
export function decideTrial(components: readonly CodeComponent[], project: Project): TrialDecision {
  const changes: { component: CodeComponent; edits: readonly Edit[] }[] = [];
  const rules = new Set<string>();
  const notes: string[] = [];
  const abstentions: string[] = [];
  const errors: string[] = [];
  for (const component of components) {
    const decision = decideChange(component, project);
    const place = `${component.file}:${component.line}`;
    switch (decision.kind) {
      case 'edit':
        changes.push({ component, edits: decision.edits });
        rules.add(decision.rule);
        notes.push(`${place} ${decision.note}`);
        break;
      case 'abstain':
        abstentions.push(`${place}: ${decision.reason}`);
        break;
      case 'meaningless':
        errors.push(`${place}: ${decision.reason}`);
        break;
      default:
        return unreachable(decision);
    }
  }
  if (errors.length > 0) return { kind: 'impossible', reasons: errors };
  if (abstentions.length > 0) return { kind: 'needs-model', reasons: abstentions };
  if (changes.length === 0) return { kind: 'edits', edits: [], rules: [], notes: [] };
  const joined = joinDeletions(project, changes);
  if (!joined.ok) return { kind: 'impossible', reasons: [joined.failure] };
  const defect = findDefect(project, components, joined.value);
  if (defect !== undefined) return { kind: 'impossible', reasons: [`together, ${defect}`] };
  return { kind: 'edits', edits: joined.value, rules: [...rules], notes };
}
