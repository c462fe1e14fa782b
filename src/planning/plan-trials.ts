import type { Component } from '../core/component.js';
import { baselineTrial, type Trial } from '../core/trial.js';

/** Leave one component out at a time; the components of a group leave together. The baseline comes first. */
export function planLeaveOneOut(components: readonly Component[]): Trial[] {
  const members = new Map<string, Component[]>();
  for (const component of components) {
    const id = component.group ?? component.id;
    members.set(id, [...(members.get(id) ?? []), component]);
  }
  const trials = [...members].map(([id, group]): Trial => ({
    id,
    componentIds: group.map((component) => component.id),
    change: group.some(isReplacement) ? 'replace' : 'remove',
  }));
  return [baselineTrial, ...trials];
}

function isReplacement(component: Component): boolean {
  if (component.kind === 'code') return component.options.replace !== undefined;
  if (component.kind === 'hint') return component.trial?.change === 'replace';
  return component.kind === 'config' && component.replaces;
}
