import type { StudySettings } from '../config/study-settings.js';
import type { Component } from '../core/component.js';
import type { KeptEvent } from '../core/event.js';
import { UserError } from '../core/user-error.js';
import { expandHints } from '../planning/expand-hints.js';
import { demandTrials, selectComponents } from '../planning/select-components.js';

/** What a study is about, of all that is marked. */
export interface SelectedComponents {
  readonly components: readonly Component[];
  readonly leftOut: readonly Component[];
}

/**
 * What `--only` and `--skip` leave of the marks, each hint as the trials that a person approved. Throws a UserError for
 * names that mean nothing, and where nothing is left.
 */
export function selectMarked(
  marked: readonly Component[],
  { accepted, only, skip }: Pick<StudySettings, 'accepted' | 'only' | 'skip'>,
  events: readonly KeptEvent[],
): SelectedComponents {
  const components = expandHints(marked, events);
  demandTrials([...components, ...marked], accepted);
  const { selected, leftOut } = selectComponents(components, only, skip);
  if (selected.length === 0) {
    throw new UserError(
      '--only and --skip leave no component, so there is nothing to run. `ablationmage components` lists them.',
    );
  }
  return { components: selected, leftOut };
}
