import path from 'node:path';
import { OwnedResources } from '../core/owned-resources.js';
import type { Report } from '../core/report.js';
import { UserError } from '../core/user-error.js';
import { TOOL_VERSION } from '../core/tool-version.js';
import { changedFiles, snapshotProject } from '../execution/project-snapshot.js';
import { readOpenBatchesOfRuns } from '../execution/slurm/batch-folder.js';
import { VIRTUAL_ENVIRONMENT } from '../execution/workspace/workspace-plan.js';
import { unloggedAttempts } from '../store/attempt-directories.js';
import { openEventLog, readEvents, type EventLog } from '../store/event-log.js';
import { createStudyFolder, type StudyFolder } from '../store/study-folder.js';
import { lockStudy } from '../store/study-lock.js';
import { readSketch, writeSketch } from '../store/study-sketch.js';
import { OUTPUT_FOLDER } from '../config/resolve-settings.js';
import type { Bench } from './bench.js';
import { decideSandbox } from './decide-sandbox.js';
import { namedKeyFiles } from './named-key-files.js';
import { endOrphanedRuns } from './end-orphaned-runs.js';
import type { StudyObserver } from './observer.js';
import { demandPlace } from './places/demand-place.js';
import { openLocalPlace, workDirectoryOf, type RunSettings } from './places/local-place.js';
import { openSlurmPlace } from './places/slurm-place.js';
import { workspaceOfRuns } from './places/workspace-of-runs.js';
import type { StudyPlan } from './plan-study.js';
import type { PreparedMachine } from './prepare-machine.js';
import type { Subject } from './read-subject.js';
import { recordedSandbox, sandboxConfounds } from './sandbox-confounds.js';
import { sketchStudy } from './sketch-study.js';
import { StudyStop } from './study-stop.js';

/** A bench with an end: disposing it gives up the lock and removes what was made to work in. */
export interface OpenBench extends Bench, AsyncDisposable {
  /**
   * Warns of files of the user's that changed while the runs went on. Throws the UserError that ended the study from within, also where
   * another process has taken it over meanwhile.
   */
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
  const { executor } = settings;
  const stop = new StudyStop(executor.kind === 'slurm' && executor.attendance !== 'to-the-end');
  const lock = resources.own(
    await lockStudy(folder.directory, (reason) => {
      stop.lose(reason);
    }),
  );
  const log = announced(resources.own(openEventLog(folder.eventsFile, lock)), observer);
  const unlogged = unloggedAttempts(folder.directory, readEvents(folder.eventsFile));
  await endOrphanedRuns(folder, unlogged, demandPlace(settings, readOpenBatchesOfRuns(folder.directory)));

  const workDirectory =
    executor.kind === 'local' ? [workDirectoryOf(settings.studyDirectory, settings.workDirectory)] : [];
  const excluded = [settings.studyDirectory, path.join(settings.currentDirectory, OUTPUT_FOLDER), ...workDirectory];
  const workspace = await workspaceOfRuns(subject, plan, excluded);
  const { level: sandbox, saying } = await decideSandbox(subject, plan);
  const keyFiles = namedKeyFiles(settings, readEvents(folder.eventsFile));
  const runs: RunSettings = {
    currentDirectory: settings.currentDirectory,
    importRoots: project.importRoots,
    threads: prepared.threadsPerRun,
    patterns: settings.metrics.patterns,
    chosenMetrics: settings.metrics.names,
    keepWorkspaces: settings.keepWorkspaces,
    sandbox,
    keyFiles,
  };
  const place = resources.own(
    executor.kind === 'slurm'
      ? await openSlurmPlace(subject, plan, workspace, runs, executor.slurm, stop, observer, signal)
      : await openLocalPlace(subject, plan, prepared, workspace, runs),
  );
  const wholeSignal = AbortSignal.any([signal, stop.signal]);
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

  const owned = resources.move();
  return {
    subject,
    plan,
    folder,
    unlogged,
    log,
    ...place,
    machine: prepared,
    warnings,
    sandbox,
    observer,
    stop,
    signal: wholeSignal,
    demandStudy() {
      lock.demand();
    },
    async checkProject() {
      lock.demand();
      const reason: unknown = stop.signal.reason;
      if (reason instanceof UserError) throw reason;
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
      log.append({ type: 'study-ended', at: now(), how: endOf(folder, wholeSignal) });
    },
    [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose](),
  };
}

/** Runs that Slurm still has go on. */
function endOf(folder: StudyFolder, signal: AbortSignal): 'finished' | 'interrupted' | 'left-running' {
  if (!signal.aborted) return 'finished';
  return readOpenBatchesOfRuns(folder.directory).length > 0 ? 'left-running' : 'interrupted';
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

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
}

function now(): string {
  return new Date().toISOString();
}
