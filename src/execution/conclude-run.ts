import type { MetricPattern } from '../core/metric.js';
import type { FailedOutcome, FailureReason, Outcome } from '../core/outcome.js';
import { availableMemoryBytes } from './available-memory.js';
import { diagnose } from './diagnose.js';
import type { RunRequest } from './executor.js';
import { filesRead, notesOnCheckpoints } from './files-read.js';
import { collectMetrics } from './metrics/collect-metrics.js';
import { findLeftByOthers } from './left-by-others.js';
import { notesOnMissingFiles } from './notes-on-missing-files.js';
import { notesOnOtherFolder } from './notes-on-other-folder.js';
import type { ProbeReport } from './probe-report.js';
import { readProbeReport } from './probe/read-probe-report.js';
import type { EndedRun } from './process/spawn-run.js';
import { readLogTail, readLogTails } from './read-log-tail.js';
import type { RunFiles } from './run-files.js';
import type { SharedOutput, WrittenPaths } from './shared-output.js';
import type { Workspace } from './workspace/make-workspace.js';
import { noteWrittenFiles } from './written-files.js';
import { removeWorkspace } from './workspace/remove-workspace.js';
import type { WorkspacePlan } from './workspace/workspace-plan.js';

/** What a person gets to see. */
const LOG_TAIL_LINES = 20;
/** A traceback is searched for in so many lines: those of deep libraries are long. */
const TRACEBACK_LINES = 200;

/** What the runs of a study have in common when it comes to judging one. */
export interface SharedEvidence {
  readonly plan: WorkspacePlan;
  /** The user's project, as named and with symbolic links resolved. */
  readonly projectRoots: readonly string[];
  /** Where the user stands. Absolute. */
  readonly currentDirectory: string;
  readonly writtenPaths: WrittenPaths;
  /** When this controller began to run them. Milliseconds since 1970. */
  readonly studyStartedAt: number;
  readonly patterns: readonly MetricPattern[];
  readonly chosenMetrics: readonly string[];
  readonly keepWorkspaces: 'none' | 'failed' | 'all';
}

export interface AttemptStart {
  /** ISO 8601. */
  readonly at: string;
  readonly attempt: number;
}

/** A run whose processes have ended. */
export interface EndedAttempt extends SharedEvidence {
  readonly request: RunRequest;
  readonly start: AttemptStart;
  readonly workspace: Workspace;
  readonly files: RunFiles;
  readonly ended: EndedRun;
}

/** Reads what a run left, says whether it has a result, and removes its working copy unless that is kept. */
export async function concludeRun(attempt: EndedAttempt): Promise<Outcome> {
  const { request, start, workspace, files, ended, projectRoots, patterns, plan } = attempt;
  const probe = await readProbeReport(files.probeDirectory);
  const metrics = await collectMetrics(files, patterns, probe.metrics);
  const diagnosis = diagnose({
    end: ended.end,
    timeoutMs: request.timeoutMs,
    maxMemoryBytes: ended.maxMemoryBytes,
    availableMemoryBytes: availableMemoryBytes(),
    probe,
    metrics,
    chosenMetrics: attempt.chosenMetrics,
    stderrTail: readLogTail(files.stderr, TRACEBACK_LINES),
    editedFiles: workspace.editedFiles,
    projectRoots,
  });
  const shared = attempt.writtenPaths.add(request.run, probe.writtenFiles);
  const left = findLeftByOthers(probe, workspace.root, attempt.studyStartedAt, Date.parse(start.at), (file) =>
    attempt.writtenPaths.isCache(file),
  );
  const sharedPath = shared?.path ?? left.weights;
  const reason: FailureReason | undefined =
    diagnosis ?? (sharedPath === undefined ? undefined : { kind: 'shared-output', path: sharedPath });
  noteWrittenFiles(plan, workspace.root, request.runDirectory);
  const logTail = reason === undefined ? [] : readLogTails(files.stdout, files.stderr, LOG_TAIL_LINES);
  const base = {
    startedAt: start.at,
    attempt: start.attempt,
    durationMs: ended.durationMs,
    metrics,
    readFiles: await filesRead(probe, workspace, projectRoots, plan),
    ...(ended.maxMemoryBytes === undefined ? {} : { maxMemoryBytes: ended.maxMemoryBytes }),
    ...(probe.steps?.medianMs === undefined ? {} : { stepMs: probe.steps.medianMs }),
    notes: [
      ...notesOnBehaviour(probe, ended, shared),
      ...notesOnCheckpoints(probe, workspace, projectRoots),
      ...notesOnOtherFolder(probe, workspace, attempt),
      ...left.notes,
      ...(reason === undefined ? [] : notesOnMissingFiles(logTail, plan)),
      ...(await leaveWorkspace(attempt, reason)),
    ],
  };
  return reason === undefined ? { kind: 'completed', ...base } : { kind: 'failed', reason, logTail, ...base };
}

/** The outcome of an attempt that never ran, or that left nothing to read. */
export function withoutResult(
  start: AttemptStart,
  reason: FailureReason,
  notes: readonly string[] = [],
): FailedOutcome {
  return {
    kind: 'failed',
    reason,
    startedAt: start.at,
    attempt: start.attempt,
    durationMs: 0,
    logTail: [],
    metrics: [],
    notes,
    readFiles: [],
  };
}

function notesOnBehaviour(probe: ProbeReport, ended: EndedRun, shared: SharedOutput | undefined): string[] {
  const notes = [...probe.notes, ...probe.refusedWrites.map((file) => `A write to the project was refused: ${file}`)];
  if (shared !== undefined) {
    const { trialId, seedIndex } = shared.firstWriter;
    notes.push(`${trialId} (seed ${seedIndex}) wrote ${shared.path} too; its own result may have suffered as well.`);
  }
  if (ended.strays > 0) notes.push(`${ended.strays} process(es) it had started outlived it and were ended.`);
  return notes;
}

async function leaveWorkspace(
  { keepWorkspaces, workspace }: EndedAttempt,
  reason: FailureReason | undefined,
): Promise<string[]> {
  const keep = keepWorkspaces === 'all' || (keepWorkspaces === 'failed' && reason !== undefined);
  if (keep) return [`Its working copy was kept: ${workspace.directory}`];
  const problem = await removeWorkspace(workspace.directory);
  return problem === undefined ? [] : [problem];
}
