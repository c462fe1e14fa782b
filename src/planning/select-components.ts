import type { Component } from '../core/component.js';
import { didYouMean } from '../core/near-names.js';
import { UserError } from '../core/user-error.js';

/**
 * Keeps what `--only` and `--skip` leave. An entry is a component's id, a group's name or FILE:LINE.
 * Throws a UserError with the near names for an entry that means nothing.
 */
export function selectComponents(
  components: readonly Component[],
  only: readonly string[],
  skip: readonly string[],
): { readonly selected: Component[]; readonly leftOut: Component[] } {
  demandKnown(components, '--only', only);
  demandKnown(components, '--skip', skip);
  const isSelected = (component: Component): boolean =>
    (only.length === 0 || only.some((entry) => isMeant(component, entry))) &&
    !skip.some((entry) => isMeant(component, entry));
  return {
    selected: components.filter(isSelected),
    leftOut: components.filter((component) => !isSelected(component)),
  };
}

/** The components that one entry means. Throws a UserError that names `flag` where it means none. */
export function componentsMeant(components: readonly Component[], flag: string, entry: string): Component[] {
  demandKnown(components, flag, [entry]);
  return components.filter((component) => isMeant(component, entry));
}

/** Throws a UserError for an entry of `--accept` that names no trial: a component or a group. */
export function demandTrials(components: readonly Component[], accepted: readonly string[]): void {
  for (const entry of accepted) {
    const isKnown = components.some(({ id, group }) => id === entry || group === entry);
    if (!isKnown) throw unknownComponent('--accept', entry, components);
  }
}

function demandKnown(components: readonly Component[], flag: string, entries: readonly string[]): void {
  for (const entry of entries) {
    if (!components.some((component) => isMeant(component, entry))) throw unknownComponent(flag, entry, components);
  }
}

/** `train.py:12`, or undefined for a component that is only an argument. */
export function placeOf(component: Component): string | undefined {
  return component.kind !== 'argument' && component.line !== undefined
    ? `${component.file}:${component.line}`
    : undefined;
}

/** Whether an entry of `--only` and the like means a component: by id, group or FILE:LINE. */
export function isMeant(component: Component, entry: string): boolean {
  const place = placeOf(component);
  return (
    component.id === entry ||
    component.group === entry ||
    (component.kind === 'hint' && component.trial !== undefined && component.id.startsWith(`${entry}.`)) ||
    place === entry ||
    (component.kind === 'code' && entry === `${component.file}:${component.markLine ?? component.line}`) ||
    (entry.includes(':') && place?.endsWith(`/${entry}`) === true)
  );
}

function unknownComponent(flag: string, entry: string, components: readonly Component[]): UserError {
  const ids = components.map(({ id }) => id);
  return new UserError(`${flag} ${entry}: there is no such component. ${didYouMean(entry, ids, 'Known:')}`);
}
