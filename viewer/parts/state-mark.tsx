import type { ReactNode } from 'react';
import type { StudyState } from '../../src/core/study-view.js';

/** Where a study stands, in a word; the dot is its colour. */
export function StateMark({ state }: { readonly state: StudyState }): ReactNode {
  return (
    <span className={`state state-${state.kind}`}>
      <span className="state-dot" aria-hidden="true" />
      {WORDS[state.kind]}
    </span>
  );
}

const WORDS: Readonly<Record<StudyState['kind'], string>> = {
  running: 'running',
  finished: 'finished',
  interrupted: 'interrupted',
  'left-running': 'with Slurm',
  'broken-off': 'broken off',
  damaged: 'damaged',
};
