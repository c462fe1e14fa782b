import type { Component } from '../core/component.js';
import { BASELINE_ID, type Trial } from '../core/trial.js';
import { unreachable } from '../core/unreachable.js';

/** How a trial's row is called: `baseline`, `− conv2`, `conv2 → nn.Identity()`, of a hint `without the skip connection`. */
export function trialLabel(trial: Trial, components: readonly Component[]): string {
  if (trial.id === BASELINE_ID) return BASELINE_ID;
  const member = components.find((component) => trial.componentIds.includes(component.id));
  if (member?.kind === 'hint' && trial.componentIds.length === 1 && member.trial !== undefined) {
    return member.trial.title.replace(/\.$/, '');
  }
  switch (trial.change) {
    case 'none':
      return trial.id;
    case 'remove':
      return `− ${trial.id}`;
    case 'replace':
      return member?.kind === 'code' && trial.componentIds.length === 1 && member.options.replace !== undefined
        ? `${trial.id} → ${shortened(member.options.replace)}`
        : `${trial.id} replaced`;
    default:
      return unreachable(trial.change);
  }
}

/** A table has no room for more; the diff shows the whole. */
const MOST_CHARACTERS = 24;

function shortened(expression: string): string {
  if (expression.length <= MOST_CHARACTERS) return expression;
  const callee = /^(?:\w+\.)*(\w+)\(.*\)$/s.exec(expression)?.[1] ?? expression;
  return callee.length < MOST_CHARACTERS - 5 && callee !== expression
    ? `${callee}(...)`
    : `${expression.slice(0, MOST_CHARACTERS - 3)}...`;
}
