import { readEvents } from '../../store/event-log.js';
import { foldVerdicts } from '../../store/variant-verdicts.js';
import type { Bench } from '../bench.js';
import type { OpenTrial } from '../plan-study.js';
import { reopenTrial } from './reopen-trial.js';
import type { WritingTask } from './writing-task.js';

/** What a model is to write: trials that have no variant, and with `--retry-failed` those whose variant was rejected. */
export function openTasks({ plan, subject, folder }: Bench): WritingTask[] {
  const { failedRuns, seedIndices } = subject.settings;
  const open = plan.open.filter(isClear).map((trial) => ({ open: trial }));
  if (failedRuns !== 'retry') return open;
  const verdicts = foldVerdicts(readEvents(folder.eventsFile), plan.runs, seedIndices);
  const rejected = plan.trials.filter(({ trial, variant }) => {
    const verdict = verdicts.get(trial.id);
    return variant.origin.kind === 'model' && verdict?.kind === 'rejected' && verdict.acceptedByPerson !== true;
  });
  return [...open, ...rejected.map(({ trial }) => ({ open: reopenTrial(subject, trial) }))];
}

/** What a hint asks for is written only as a person approved it. */
function isClear({ members }: OpenTrial): boolean {
  return members.every((component) => component.kind !== 'hint' || component.trial !== undefined);
}
