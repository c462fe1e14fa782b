import type { FinishedRun } from '../../store/finished-runs.js';
import { adoptPlan } from '../adopt-plan.js';
import type { Bench } from '../bench.js';
import { planStudy } from '../plan-study.js';
import { baselineSmoke, firstRunOf } from '../smoke-variants.js';
import { candidatePlan, openWritingDesk, type WritingDesk } from './writing-desk.js';
import { announceCalls, expectedCall } from './announce-calls.js';
import { Correspondence } from './correspondence.js';
import { firstRequest } from './first-request.js';
import type { SessionOpener } from './open-session.js';
import { giveUp } from './give-up.js';
import { writeVariant } from './write-variant.js';
import type { WritingTask } from './writing-task.js';
import { readWritingMemory } from './writing-memory.js';

/** Calls at the same time; the first one goes alone, so that the others find the shared part in the provider's cache. */
const CALLS_AT_ONCE = 4;

/**
 * A model writes what no rule could; each variant passes both checks before it is the study's. What did not come
 * about is skipped with its reason. Gives the bench with the plan that has them all.
 */
export async function writeVariants(
  bench: Bench,
  openSession: SessionOpener | undefined,
  finished: Map<string, FinishedRun>,
  tasks: readonly WritingTask[],
): Promise<Bench> {
  const session = tasks.length === 0 || bench.signal.aborted ? undefined : await openSession?.();
  if (session === undefined) return bench;
  const desk = openWritingDesk(bench, session, await baselineSmoke(bench));
  announce(desk, tasks);
  const [first, ...others] = tasks;
  if (first !== undefined) await writeOne(desk, first);
  await writeBesideEachOther(desk, others);
  const { subject, machine, folder } = bench;
  const plan = planStudy(subject, machine.threadsPerRun, readWritingMemory(folder.directory, subject.project));
  const grown = await adoptPlan(bench, subject, plan, finished);
  bench.observer.onPlan(plan, new Set(finished.keys()));
  return grown;
}

function announce({ bench, session, shared }: WritingDesk, tasks: readonly WritingTask[]): void {
  const calls = tasks.map(({ open, former }) => {
    const { request, format } = firstRequest(bench.subject.project, open, session.settings, shared);
    const { turns } = new Correspondence(format, former);
    return expectedCall({ ...request, turns: [...request.turns, ...turns] }, format);
  });
  const which = tasks.length === 1 ? 'the variant' : `${tasks.length} variants`;
  const names = tasks.map(({ open }) => open.trial.id).join(', ');
  const isRepair = tasks.every(({ former }) => former !== undefined);
  const what = isRepair ? `to mend ${which} that crashed (${names})` : `for ${which} no rule was sure of (${names})`;
  announceCalls(bench, session, what, calls);
}

/** A bug in one ends it for all: none is begun after it, and those under way are waited for. */
async function writeBesideEachOther(desk: WritingDesk, tasks: readonly WritingTask[]): Promise<void> {
  const waiting = [...tasks];
  const work = async (): Promise<void> => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      try {
        await writeOne(desk, task);
      } catch (error) {
        waiting.length = 0;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: CALLS_AT_ONCE }, work));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

async function writeOne(desk: WritingDesk, task: WritingTask): Promise<void> {
  const { bench } = desk;
  const { open } = task;
  if (bench.signal.aborted) return;
  const result = await writeVariant(desk, task);
  const at = new Date().toISOString();
  switch (result.kind) {
    case 'written': {
      desk.keep(open, result.edits, result.reply);
      const run = firstRunOf({ ...bench, plan: candidatePlan(bench, result.planned) }, open.trial.id);
      if (run === undefined) throw new Error(`Internal error: no run of ${open.trial.id}`);
      const { verdict } = result;
      bench.log.append({ type: 'variant-judged', at, trialId: open.trial.id, variantKey: run.identity, verdict });
      return;
    }
    case 'given-up': {
      giveUp(bench, open.trial.id, open.members, result);
    }
  }
}
