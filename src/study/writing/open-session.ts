import { UserError } from '../../core/user-error.js';
import type { Bench } from '../bench.js';
import { openModelSession, type ModelSession } from './model-session.js';
import { openTasks } from './open-tasks.js';

/** Opens the model at its first use; undefined where it cannot be used after all, which is told. */
export type SessionOpener = () => Promise<ModelSession | undefined>;

/**
 * The model of a study; undefined where it has none. Where it is known already that there is something to ask, it is
 * opened here: throws a UserError where it cannot be used, before anything runs. A study that has all its variants
 * needs no key.
 */
export async function openSession(bench: Bench): Promise<SessionOpener | undefined> {
  const { subject, plan, log, observer, signal, folder } = bench;
  const { model } = subject.settings;
  if (model === undefined) return undefined;
  const say = (message: string): void => {
    observer.onEvent({ type: 'note-made', at: new Date().toISOString(), severity: 'note', message });
  };
  let session: Promise<ModelSession> | undefined;
  const open = (): Promise<ModelSession> =>
    (session ??= openModelSession(model, {
      studyDirectory: folder.directory,
      signal,
      keep: (event) => {
        log.append(event);
      },
      say,
    }));
  if (plan.open.length + openTasks(bench).length > 0) await open();
  return async () => {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      say(`A variant that crashed is not repaired: ${error.message}`);
      return undefined;
    }
  };
}
