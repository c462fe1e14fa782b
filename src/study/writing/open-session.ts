import type { Bench } from '../bench.js';
import { isModelWriting } from '../plan-study.js';
import { openModelSession, type ModelSession } from './model-session.js';

/** The model of a study, where it has one and there is something for it to do. Throws a UserError where it cannot be used. */
export async function openSession(bench: Bench): Promise<ModelSession | undefined> {
  const { subject, plan, log, observer, signal, folder } = bench;
  const { model } = subject.settings;
  if (model === undefined || !isModelWriting(plan)) return undefined;
  return openModelSession(model, {
    studyDirectory: folder.directory,
    signal,
    keep: (event) => {
      log.append(event);
    },
    say: (message) => {
      observer.onEvent({ type: 'note-made', at: new Date().toISOString(), severity: 'note', message });
    },
  });
}
