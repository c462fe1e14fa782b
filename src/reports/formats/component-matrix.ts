import type { TrialReport } from '../../core/report.js';

/** How a trial has a component: as it is, without it, or with something else in its place. */
export type ComponentMark = 'kept' | 'removed' | 'replaced';

/** Some of the components, and the rows that say something of them. */
export interface MatrixPart {
  readonly componentIds: readonly string[];
  /** The baseline, and the trials that change one of them. */
  readonly trials: readonly TrialReport[];
}

/** Columns that are still readable on a page. */
export const MOST_COMPONENTS = 20;

/** The components that some trial changes, in the order of the report, at most 20 in a part. */
export function matrixParts(trials: readonly TrialReport[]): MatrixPart[] {
  const componentIds = [...new Set(trials.flatMap((trial) => trial.componentIds))];
  const count = Math.ceil(componentIds.length / MOST_COMPONENTS);
  return Array.from({ length: count }, (_, index) => {
    const ids = componentIds.slice(index * MOST_COMPONENTS, (index + 1) * MOST_COMPONENTS);
    return { componentIds: ids, trials: trials.filter((trial) => trial.change === 'none' || touches(trial, ids)) };
  });
}

export function componentMark({ change, componentIds }: TrialReport, componentId: string): ComponentMark {
  if (!componentIds.includes(componentId) || change === 'none') return 'kept';
  return change === 'remove' ? 'removed' : 'replaced';
}

/** Whether a trial also changes components that are columns of another part. */
export function reachesBeyond({ componentIds }: TrialReport, part: MatrixPart): boolean {
  return componentIds.some((id) => !part.componentIds.includes(id));
}

/** Whether two rows have the same marks, so that only their labels tell them apart. */
export function needsLabels(trials: readonly TrialReport[]): boolean {
  const marks = trials.map(({ change, componentIds }) => JSON.stringify([change, [...componentIds].sort()]));
  return new Set(marks).size < marks.length;
}

function touches({ componentIds }: TrialReport, ids: readonly string[]): boolean {
  return componentIds.some((id) => ids.includes(id));
}
