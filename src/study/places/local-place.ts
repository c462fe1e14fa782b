import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OwnedResources } from '../../core/owned-resources.js';
import { LocalExecutor, type LocalExecutorSettings } from '../../execution/local-executor.js';
import type { SandboxLevel } from '../../execution/sandbox/sandbox-level.js';
import { SlotPool } from '../../execution/slot-pool.js';
import { prepareFarm } from '../../execution/workspace/farm.js';
import type { WorkspacePlan } from '../../execution/workspace/workspace-plan.js';
import { demandPlannedSources } from '../demand-planned-sources.js';
import { Forking } from '../forking/forking.js';
import { planForking } from '../forking/plan-forking.js';
import type { StudyPlan } from '../plan-study.js';
import type { PreparedMachine } from '../prepare-machine.js';
import type { Subject } from '../read-subject.js';
import type { Place } from './place.js';

/** What is the same for all runs, wherever they execute. */
export type RunSettings = Omit<
  LocalExecutorSettings,
  'farm' | 'environment' | 'forkServer' | 'firstWriters' | 'studyStartedAt'
> & {
  readonly sandbox: SandboxLevel;
};

/** Runs on this machine. Throws UserErrors. */
export async function openLocalPlace(
  subject: Subject,
  plan: StudyPlan,
  prepared: PreparedMachine,
  workspace: WorkspacePlan,
  runs: RunSettings,
): Promise<Place> {
  const { settings, project } = subject;
  await using resources = new OwnedResources();
  const workDirectory = workDirectoryOf(settings.studyDirectory, settings.workDirectory);
  await rm(workDirectory, { recursive: true, force: true });
  const farm = await prepareFarm(workspace, workDirectory);
  await demandPlannedSources(project, farm.pristineDirectory);
  if (settings.keepWorkspaces === 'none') {
    resources.defer(() => rm(workDirectory, { recursive: true, force: true }));
  }
  const forking = resources.own(
    new Forking(
      project,
      planForking(subject, plan, prepared, runs.sandbox, farm),
      path.join(settings.studyDirectory, 'fork-server.log'),
    ),
  );
  const executorSettings: LocalExecutorSettings = {
    ...runs,
    farm,
    environment: process.env,
    ...(forking.server === undefined ? {} : { forkServer: forking.server }),
  };
  const owned = resources.move();
  return {
    executor: new LocalExecutor(executorSettings),
    smokeExecutor: new LocalExecutor({ ...executorSettings, keepWorkspaces: 'none' }),
    slots: new SlotPool(prepared.slots),
    forking,
    [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose](),
  };
}

/** The same for every start of a study, so that what a killed one left behind is found and removed. */
export function workDirectoryOf(studyDirectory: string, parent: string | undefined): string {
  const key = createHash('sha256').update(studyDirectory).digest('hex').slice(0, 12);
  return path.join(parent ?? tmpdir(), `ablationmage-${key}`);
}
