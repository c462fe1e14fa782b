import type { StudySettings } from '../../config/study-settings.js';
import type { Component } from '../../core/component.js';
import type { KeptEvent } from '../../core/event.js';
import type { GivenUp } from '../../core/given-up.js';
import type { WrittenEdits } from '../../core/written-edits.js';
import { readEvents } from '../../store/event-log.js';
import { studyFolderAt } from '../../store/study-folder.js';
import { readWrittenVariants, type StoredVariant } from '../../store/written-variants.js';
import type { Project } from '../../source/project.js';
import { relocateEdits } from '../../variants/relocate-edits.js';
import { taskKey } from '../../variants/task-key.js';
import { providerKey } from './provider-key.js';

/** What models did for this study before, so that nobody is asked twice. */
export interface WritingMemory {
  /** Edits for the task as it is now; undefined where there are none yet. */
  written(members: readonly Component[]): WrittenEdits | undefined;
  /** Why this very task was given up last time; undefined where it was not. */
  givenUp(members: readonly Component[]): FormerGivenUp | undefined;
}

/** A task that was given up before. */
export interface FormerGivenUp extends GivenUp {
  /** Of the model that gave up. */
  readonly providerKey?: string;
}

/** Whether a task that was given up is asked again: what was in the way may have passed, or another model may do it. */
export function isWorthAsking(
  { isPassing, providerKey: former }: FormerGivenUp,
  { failedRuns, model }: Pick<StudySettings, 'failedRuns' | 'model'>,
): boolean {
  const isOther = former !== undefined && model !== undefined && providerKey(model.provider) !== former;
  return isPassing || failedRuns === 'retry' || isOther;
}

/** Reads the study's folder; one that is not there yet remembers nothing. */
export function readWritingMemory(studyDirectory: string, project: Project): WritingMemory {
  const variants = readWrittenVariants(studyDirectory);
  const reasons = new Map<string, Extract<KeptEvent, { type: 'variant-given-up' }>>();
  for (const event of readEvents(studyFolderAt(studyDirectory).eventsFile)) {
    if (event.type === 'variant-given-up') reasons.set(event.hash, event);
    // What came about later was not given up.
    if (event.type === 'variant-judged') {
      for (const [hash, { trialId }] of reasons) if (trialId === event.trialId) reasons.delete(hash);
    }
  }
  const isEmpty = variants.size + reasons.size === 0;
  return {
    written(members) {
      const stored = isEmpty ? undefined : variants.get(taskKey(project, members));
      return stored === undefined ? undefined : inProject(project, stored);
    },
    givenUp(members) {
      return isEmpty ? undefined : reasons.get(taskKey(project, members));
    },
  };
}

function inProject(project: Project, stored: StoredVariant): WrittenEdits | undefined {
  const { modelId, repairs, summary } = stored;
  const edits = [...new Set(stored.edits.map(({ file }) => file))].map((name) => {
    const own = stored.edits.filter(({ file }) => file === name);
    const former = stored.pristine[name];
    const file = project.pythonFiles.get(name);
    if (former === undefined) return undefined;
    if (file === undefined) return project.configFiles.get(name)?.text === former ? own : undefined;
    return relocateEdits(former, file, own);
  });
  return edits.includes(undefined)
    ? undefined
    : { modelId, repairs, summary, edits: edits.flatMap((own) => own ?? []) };
}
