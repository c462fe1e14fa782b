import type { Component } from '../core/component.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { SECOND_BASELINE_ID } from '../core/second-baseline.js';
import { BASELINE_ID } from '../core/trial.js';
import type { ComponentDraft } from './component-draft.js';

/** Components with the ids they keep, and what was wrong with the names that were given. */
export interface IdentifiedComponents {
  readonly components: readonly Component[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Makes ids unique over all drafts, order kept. A given name wins, and one given twice is an error.
 * Derived ids that clash get the first qualifier that tells all of them apart, else numbers.
 */
export function withUniqueIds(drafts: readonly ComponentDraft[]): IdentifiedComponents {
  const taken = new Set([BASELINE_ID, SECOND_BASELINE_ID, ...drafts.flatMap(({ component }) => component.group ?? [])]);
  const ids = new Map<ComponentDraft, string>();
  const diagnostics: Diagnostic[] = [];
  const given = new Map<string, ComponentDraft>();
  for (const draft of drafts) {
    if (draft.naming.kind !== 'given') continue;
    const problem = problemOfGivenName(draft, given, taken);
    if (problem !== undefined) {
      diagnostics.push({ severity: 'error', message: problem, place: draft.place });
      continue;
    }
    given.set(draft.component.id, draft);
    ids.set(draft, draft.component.id);
  }
  for (const id of given.keys()) taken.add(id);
  for (const clashing of byWish(drafts)) {
    for (const [index, id] of distinctIds(clashing, taken).entries()) {
      const draft = clashing[index];
      taken.add(id);
      if (draft !== undefined) ids.set(draft, id);
    }
  }
  const components = drafts.flatMap((draft) => {
    const id = ids.get(draft);
    return id === undefined ? [] : [{ ...draft.component, id }];
  });
  return { components, diagnostics };
}

function problemOfGivenName(
  draft: ComponentDraft,
  given: ReadonlyMap<string, ComponentDraft>,
  taken: ReadonlySet<string>,
): string | undefined {
  const { id, group } = draft.component;
  const other = given.get(id);
  if (other !== undefined) {
    return `name=${id} is given twice, first at ${other.place.file}:${other.place.line}; choose another name for one of them.`;
  }
  if (id !== group && taken.has(id))
    return `name=${id} is also the name of a group; choose another name for one of them.`;
  return undefined;
}

function byWish(drafts: readonly ComponentDraft[]): ComponentDraft[][] {
  const groups = new Map<string, ComponentDraft[]>();
  for (const draft of drafts) {
    if (draft.naming.kind === 'given') continue;
    groups.set(draft.component.id, [...(groups.get(draft.component.id) ?? []), draft]);
  }
  return [...groups.values()];
}

function distinctIds(clashing: readonly ComponentDraft[], taken: ReadonlySet<string>): string[] {
  const plain = clashing.map((draft) => draft.component.id);
  if (areFree(plain, taken)) return plain;
  const levels = Math.min(...clashing.map((draft) => qualifiersOf(draft).length));
  for (let level = 0; level < levels; level += 1) {
    const qualified = clashing.map((draft) => `${qualifiersOf(draft)[level] ?? ''}.${draft.component.id}`);
    if (areFree(qualified, taken)) return qualified;
  }
  let number = 0;
  return plain.map((id) => {
    do number += 1;
    while (taken.has(numbered(id, number)));
    return numbered(id, number);
  });
}

/** `dropout1`, but `conv2_1`. */
function numbered(id: string, number: number): string {
  return /\d$/.test(id) ? `${id}_${number}` : `${id}${number}`;
}

function areFree(ids: readonly string[], taken: ReadonlySet<string>): boolean {
  return new Set(ids).size === ids.length && ids.every((id) => !taken.has(id));
}

function qualifiersOf(draft: ComponentDraft): readonly string[] {
  return draft.naming.kind === 'derived' ? draft.naming.qualifiers : [];
}
