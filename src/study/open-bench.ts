import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OwnedResources } from '../core/owned-resources.js';
import type { Report } from '../core/report.js';
import { TOOL_VERSION } from '../core/tool-version.js';
import { LocalExecutor, type LocalExecutorSettings } from '../execution/local-executor.js';
import { changedFiles, snapshotProject } from '../execution/project-snapshot.js';
import { SlotPool } from '../execution/slot-pool.js';
import { prepareFarm } from '../execution/workspace/farm.js';
import { VIRTUAL_ENVIRONMENT } from '../execution/workspace/workspace-plan.js';
import { planWorkspace } from '../execution/workspace/plan-workspace.js';
import { openEventLog, readEvents, type EventLog } from '../store/event-log.js';
import { createStudyFolder } from '../store/study-folder.js';
import { lockStudy } from '../store/study-lock.js';
import { readSketch, writeSketch } from '../store/study-sketch.js';
import { OUTPUT_FOLDER } from '../config/resolve-settings.js';
import type { Bench } from './bench.js';
import { decideSandbox } from './decide-sandbox.js';
import { namedKeyFiles } from './named-key-files.js';
import { demandPlannedSources } from './demand-planned-sources.js';
import { endOrphanedRuns } from './end-orphaned-runs.js';
import { Forking } from './forking/forking.js';
import { planForking } from './forking/plan-forking.js';
import type { StudyObserver } from './observer.js';
import type { StudyPlan } from './plan-study.js';
import type { PreparedMachine } from './prepare-machine.js';
import type { Subject } from './read-subject.js';
import { recordedSandbox, sandboxConfounds } from './sandbox-confounds.js';
import { sketchStudy } from './sketch-study.js';

/** A bench with an end: disposing it gives up the lock and removes what was made to work in. */
export interface OpenBench extends Bench, AsyncDisposable {
  /** Warns of files of the user's that changed while the runs went on. */
  checkProject(): Promise<void>;
  /** Records what was chosen and how the study ended. */
  end(report: Report): void;
}

/**
 * Locks the study's folder, ends what a killed controller left running, lays out the working copies and
 * writes down the plan. Throws UserErrors: folder not writable, study already being run.
 */
export async function openBench(
  subject: Subject,
  plan: StudyPlan,
  prepared: PreparedMachine,
  observer: StudyObserver,
  signal: AbortSignal,
): Promise<OpenBench> {
  const { settings, project } = subject;
  const note = (message: string): void => {
    observer.onEvent({ type: 'note-made', at: now(), severity: 'warning', message });
  };
  const folder = await createStudyFolder(settings.studyDirectory);
  await using resources = new OwnedResources();
  resources.own(await lockStudy(folder.directory, note));
  const log = announced(resources.own(openEventLog(folder.eventsFile)), observer);
  await endOrphanedRuns(folder);

  const workDirectory = workDirectoryOf(settings.studyDirectory, settings.workDirectory);
  await rm(workDirectory, { recursive: true, force: true });
  const excluded = [settings.studyDirectory, path.join(settings.currentDirectory, OUTPUT_FOLDER), workDirectory];
  const workspace = await planWorkspace({
    projectRoot: project.root,
    excluded,
    inputs: settings.inputs,
    sources: [...project.pythonFiles.keys(), ...project.configFiles.keys()],
    words: [...subject.command, ...[...plan.recipes.values()].flatMap((recipe) => recipe.arguments)],
  });
  const farm = await prepareFarm(workspace, workDirectory);
  await demandPlannedSources(project, farm.pristineDirectory);
  if (settings.keepWorkspaces === 'none') {
    resources.defer(() => rm(workDirectory, { recursive: true, force: true }));
  }
  const { level: sandbox, saying } = await decideSandbox(subject, plan);
  const keyFiles = namedKeyFiles(settings, readEvents(folder.eventsFile));
  const before = await snapshotProject(workspace, excluded);

  const warnings = [...prepared.notes, ...workspace.notes, ...sandboxConfounds(folder.eventsFile, sandbox)];
  await writeSketch(folder.directory, sketchStudy(subject, plan, prepared, warnings));
  log.append({
    type: 'study-started',
    at: now(),
    toolVersion: TOOL_VERSION,
    script: project.script,
    threadsPerRun: prepared.threadsPerRun,
    ...recordedSandbox(sandbox),
    ...(keyFiles.length === 0 ? {} : { keyFiles }),
  });
  log.append({ type: 'study-planned', at: now(), trials: plan.trials.length, runs: plan.runs.length });
  observer.onEvent({ type: 'note-made', at: now(), ...saying });

  const leftOut = workspace.leftOut.filter(({ reason }) => reason !== VIRTUAL_ENVIRONMENT).map((entry) => entry.path);
  if (leftOut.length > 0) {
    const message = `Runs do not see ${listed(leftOut)}; name what they need with --inputs.`;
    observer.onEvent({ type: 'note-made', at: now(), severity: 'note', message });
  }

  const forking = resources.own(
    new Forking(
      project,
      planForking(subject, plan, prepared, sandbox, farm),
      path.join(folder.directory, 'fork-server.log'),
    ),
  );
  const executorSettings: LocalExecutorSettings = {
    farm,
    currentDirectory: settings.currentDirectory,
    importRoots: project.importRoots,
    threads: prepared.threadsPerRun,
    patterns: settings.metrics.patterns,
    chosenMetrics: settings.metrics.names,
    keepWorkspaces: settings.keepWorkspaces,
    environment: process.env,
    sandbox,
    keyFiles,
    ...(forking.server === undefined ? {} : { forkServer: forking.server }),
  };
  const owned = resources.move();
  return {
    subject,
    plan,
    folder,
    log,
    executor: new LocalExecutor(executorSettings),
    smokeExecutor: new LocalExecutor({ ...executorSettings, keepWorkspaces: 'none' }),
    slots: new SlotPool(prepared.slots),
    machine: prepared,
    warnings,
    sandbox,
    forking,
    observer,
    signal,
    async checkProject() {
      const changed = changedFiles(before, await snapshotProject(workspace, excluded));
      if (changed.length === 0) return;
      const message = `Files of your project changed while the study ran: ${listed(changed)}.`;
      note(message);
      const sketch = await readSketch(folder.directory);
      await writeSketch(folder.directory, { ...sketch, warnings: [...sketch.warnings, message] });
    },
    end(report) {
      if (report.primaryMetric !== undefined) {
        log.append({ type: 'metric-chosen', at: now(), choice: report.primaryMetric });
      }
      log.append({ type: 'study-ended', at: now(), how: signal.aborted ? 'interrupted' : 'finished' });
    },
    [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose](),
  };
}

/** What is kept is also told. */
function announced(log: EventLog, observer: StudyObserver): EventLog {
  return {
    append(event) {
      log.append(event);
      observer.onEvent(event);
    },
    [Symbol.dispose]() {
      log[Symbol.dispose]();
    },
  };
}

/** Files that a note lists by name. */
const MOST_NAMES = 5;

/** The same for every start of a study, so that what a killed one left behind is found and removed. */
function workDirectoryOf(studyDirectory: string, parent: string | undefined): string {
  const key = createHash('sha256').update(studyDirectory).digest('hex').slice(0, 12);
  return path.join(parent ?? tmpdir(), `ablationmage-${key}`);
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
}

function now(): string {
  return new Date().toISOString();
}
