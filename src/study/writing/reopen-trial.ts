import type { Trial } from '../../core/trial.js';
import { membersOf, prepareTrial } from '../../prepare-trial.js';
import type { OpenTrial } from '../plan-study.js';
import type { Subject } from '../read-subject.js';

/** A trial that has a model's variant, as it was before it had one. */
export function reopenTrial({ components, project }: Subject, trial: Trial): OpenTrial {
  const preparation = prepareTrial(trial, components, project, () => undefined);
  const reasons = preparation.kind === 'ready' ? [] : preparation.reasons;
  return { trial, members: membersOf(trial, components), reasons };
}
