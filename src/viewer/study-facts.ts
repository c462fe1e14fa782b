import type { KeptEvent } from '../core/event.js';
import { mayRun } from '../core/verdict.js';
import { foldFinishedRuns, type FinishedRun } from '../store/finished-runs.js';
import type { StudySketch } from '../store/study-sketch.js';
import { foldVerdicts } from '../store/variant-verdicts.js';

/** What plan and event log of a study tell, without a look into its runs. */
export interface StudyFacts {
  readonly sketch: StudySketch;
  readonly events: readonly KeptEvent[];
  /** By identity. */
  readonly finished: ReadonlyMap<string, FinishedRun>;
  /** The runs that are to be made: not those of variants that were judged unfit. */
  readonly awaited: StudySketch['runs'];
}

export function studyFacts(sketch: StudySketch, events: readonly KeptEvent[]): StudyFacts {
  const verdicts = foldVerdicts(events, sketch.runs, sketch.seeds.indices);
  const refused = new Set(
    [...verdicts].filter(([, verdict]) => !mayRun(verdict, sketch.strictness ?? 'lenient')).map(([id]) => id),
  );
  return {
    sketch,
    events,
    finished: foldFinishedRuns(events),
    awaited: sketch.runs.filter(({ trialId }) => !refused.has(trialId)),
  };
}
