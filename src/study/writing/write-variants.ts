import type { FinishedRun } from '../../store/finished-runs.js';
import { taskKey } from '../../variants/task-key.js';
import { adoptPlan } from '../adopt-plan.js';
import type { Bench } from '../bench.js';
import { planStudy, type OpenTrial } from '../plan-study.js';
import { baselineSmoke, firstRunOf } from '../smoke-variants.js';
import { candidatePlan, openWritingDesk, type WritingDesk } from './writing-desk.js';
import { announceWriting } from './announce-writing.js';
import type { ModelSession } from './model-session.js';
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
  session: ModelSession | undefined,
  finished: ReadonlyMap<string, FinishedRun>,
  tasks: readonly WritingTask[] = bench.plan.open.filter(isClear).map((open) => ({ open })),
): Promise<Bench> {
  if (session === undefined || tasks.length === 0 || bench.signal.aborted) return bench;
  const desk = openWritingDesk(bench, session, await baselineSmoke(bench));
  announceWriting(desk, tasks);
  const [first, ...others] = tasks;
  if (first !== undefined) await writeOne(desk, first);
  const waiting = others.values();
  const work = async (): Promise<void> => {
    for (const task of waiting) await writeOne(desk, task);
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, work));
  const { subject, machine, folder } = bench;
  const plan = planStudy(subject, machine.threadsPerRun, readWritingMemory(folder.directory, subject.project));
  bench.observer.onPlan(plan, new Set(finished.keys()));
  return adoptPlan(bench, subject, plan);
}

/** What a hint asks for is written only as a person approved it. */
function isClear({ members }: OpenTrial): boolean {
  return members.every((component) => component.kind !== 'hint' || component.trial !== undefined);
}

async function writeOne(desk: WritingDesk, { open, former }: WritingTask): Promise<void> {
  const { bench } = desk;
  if (bench.signal.aborted) return;
  const result = await writeVariant(desk, open, former);
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
      const { reason, isPassing } = result;
      const hash = taskKey(bench.subject.project, open.members);
      bench.log.append({ type: 'variant-given-up', at, trialId: open.trial.id, hash, reason, isPassing });
    }
  }
}
