import type { Component } from '../core/component.js';
import { BASELINE_ID, type Trial } from '../core/trial.js';
import { unreachable } from '../core/unreachable.js';

/** How a trial's row is called: `baseline`, `− conv2`, `conv2 → nn.Identity()`. */
export function trialLabel(trial: Trial, components: readonly Component[]): string {
  if (trial.id === BASELINE_ID) return BASELINE_ID;
  const member = components.find((component) => trial.componentIds.includes(component.id));
  switch (trial.change) {
    case 'none':
      return trial.id;
    case 'remove':
      return `− ${trial.id}`;
    case 'replace':
      return member?.kind === 'code' && trial.componentIds.length === 1 && member.options.replace !== undefined
        ? `${trial.id} → ${member.options.replace}`
        : `${trial.id} replaced`;
    default:
      return unreachable(trial.change);
  }
}
