import { randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { MetricPattern, MetricRecord } from '../core/metric.js';
import type { FailureReason, Outcome } from '../core/outcome.js';
import { availableMemoryBytes } from './available-memory.js';
import { diagnose } from './diagnose.js';
import { inheritedSearchPath, runEnvironment } from './environment.js';
import type { Executor, RunRequest } from './executor.js';
import { filesRead, notesOnCheckpoints } from './files-read.js';
import { collectMetrics } from './metrics/collect-metrics.js';
import { notesOnMissingFiles } from './notes-on-missing-files.js';
import { probeEnvironment } from './probe/probe-environment.js';
import { readProbeReport } from './probe/read-probe-report.js';
import { spawnRun, type EndedRun } from './process/spawn-run.js';
import { readLogTail, readLogTails } from './read-log-tail.js';
import { findRendezvousPort } from './rendezvous-port.js';
import { runFiles, type RunFiles } from './run-files.js';
import { WrittenPaths } from './shared-output.js';
import type { Slot } from './slot.js';
import type { Farm } from './workspace/farm.js';
import { makeWorkspace, type Workspace } from './workspace/make-workspace.js';
import { PathMap } from './workspace/map-paths.js';
import { removeWorkspace } from './workspace/remove-workspace.js';
import { workspaceName } from './workspace/workspace-name.js';

const LOG_TAIL_LINES = 20;

/** What all runs of a study on this machine have in common. */
export interface LocalExecutorSettings {
  readonly farm: Farm;
  /** Where the user stands; runs start in the same place of their copy. Absolute. */
  readonly currentDirectory: string;
  /** Folders local imports were found in, relative to the project root. */
  readonly importRoots: readonly string[];
  readonly threads: number;
  readonly patterns: readonly MetricPattern[];
  /** Names of the metrics the user chose; empty while undecided. */
  readonly chosenMetrics: readonly string[];
  readonly keepWorkspaces: 'none' | 'failed' | 'all';
  /** The user's own environment. */
  readonly environment: NodeJS.ProcessEnv;
}

/** Runs on this machine: a copy of the project, a process group, then what it said and whether to believe it. */
export class LocalExecutor implements Executor {
  readonly #settings: LocalExecutorSettings;
  readonly #projectRoots: readonly string[];
  readonly #written: WrittenPaths;

  constructor(settings: LocalExecutorSettings) {
    const { projectRoot } = settings.farm.plan;
    this.#settings = settings;
    this.#projectRoots = [...new Set([projectRoot, realpathSync(projectRoot)])];
    this.#written = new WrittenPaths(settings.environment);
  }

  async execute(request: RunRequest, slot: Slot, signal: AbortSignal): Promise<Outcome> {
    const startedAt = new Date();
    const start: Start = { at: startedAt.toISOString(), attempt: request.attempt };
    if (signal.aborted) return notRun(start, { kind: 'cancelled' });
    const runId = randomUUID();
    const made = await makeWorkspace(
      this.#settings.farm,
      workspaceName(request.run, request.attempt, runId),
      request.edits,
    );
    if (!made.ok) return notRun(start, made.failure);
    const files = runFiles(request.runDirectory);
    try {
      const ended = await this.#spawn(request, slot, signal, made.value, files, runId);
      return await this.#outcome(request, made.value, files, ended, start);
    } catch (error) {
      await removeWorkspace(made.value.directory);
      return notRun(start, {
        kind: 'could-not-start',
        message: error instanceof Error ? error.message : String(error),
      });
    }
  }

  async #spawn(
    request: RunRequest,
    slot: Slot,
    signal: AbortSignal,
    workspace: Workspace,
    files: RunFiles,
    runId: string,
  ): Promise<EndedRun> {
    const { farm, currentDirectory, importRoots, threads, environment } = this.#settings;
    const paths = new PathMap(farm.plan, workspace.root);
    const workingDirectory = paths.workingDirectory(currentDirectory);
    await rm(files.probeDirectory, { recursive: true, force: true });
    await mkdir(files.probeDirectory, { recursive: true });
    await writeFile(files.metrics, '');
    const searchPath = inheritedSearchPath(environment);
    const probe = probeEnvironment({
      reportDirectory: files.probeDirectory,
      workspace: workspace.root,
      projectRoot: farm.plan.projectRoot,
      writableDirectories: [request.runDirectory, workspace.directory],
      environmentSeed: request.environmentSeed,
      // The copy goes first, so that an editable install of the project cannot shadow it.
      pythonPath: [...importRoots.map((root) => path.join(workspace.root, root)), ...paths.searchPath(searchPath)],
    });
    return spawnRun(
      {
        command: paths.command(request.command, currentDirectory),
        workingDirectory,
        environment: runEnvironment({
          base: environment,
          threads,
          slot,
          rendezvousPort: await findRendezvousPort(),
          metricsFile: files.metrics,
          workingDirectory,
          probe,
        }),
        runId,
        runDirectory: request.runDirectory,
        workspaceDirectory: workspace.directory,
        stdoutPath: files.stdout,
        stderrPath: files.stderr,
        ...(request.timeoutMs === undefined ? {} : { timeoutMs: request.timeoutMs }),
        ...(request.memoryBytes === undefined ? {} : { memoryBytes: request.memoryBytes }),
      },
      signal,
    );
  }

  async #outcome(
    request: RunRequest,
    workspace: Workspace,
    files: RunFiles,
    ended: EndedRun,
    start: Start,
  ): Promise<Outcome> {
    const { patterns, chosenMetrics, farm, keepWorkspaces } = this.#settings;
    const probe = await readProbeReport(files.probeDirectory);
    const metrics: readonly MetricRecord[] = await collectMetrics({
      stdoutPath: files.stdout,
      metricsFilePath: files.metrics,
      probeMetrics: probe.metrics,
      patterns,
    });
    const shared = this.#written.add(request.run, probe.writtenFiles);
    const reason =
      diagnose({
        end: ended.end,
        timeoutMs: request.timeoutMs,
        maxMemoryBytes: ended.maxMemoryBytes,
        availableMemoryBytes: availableMemoryBytes(),
        probe,
        metrics,
        chosenMetrics,
        stderrTail: await readLogTail(files.stderr, LOG_TAIL_LINES * 10),
        editedFiles: workspace.editedFiles,
        projectRoots: this.#projectRoots,
      }) ?? (shared === undefined ? undefined : ({ kind: 'shared-output', path: shared.path } as const));
    const logTail = await readLogTails(files.stdout, files.stderr, LOG_TAIL_LINES);
    const keep = keepWorkspaces === 'all' || (keepWorkspaces === 'failed' && reason !== undefined);
    const base = {
      startedAt: start.at,
      attempt: start.attempt,
      durationMs: ended.durationMs,
      readFiles: await filesRead(probe, workspace, this.#projectRoots),
      ...(ended.maxMemoryBytes === undefined ? {} : { maxMemoryBytes: ended.maxMemoryBytes }),
      notes: [
        ...probe.notes,
        ...notesOnCheckpoints(probe, workspace, this.#projectRoots),
        ...probe.refusedWrites.map((file) => `A write to the project was refused: ${file}`),
        ...(shared === undefined
          ? []
          : [
              `${shared.firstWriter.trialId} (seed ${shared.firstWriter.seedIndex}) wrote ${shared.path} too; its own result may have suffered as well.`,
            ]),
        ...(ended.strays === 0 ? [] : [`${ended.strays} process(es) it had started outlived it and were ended.`]),
        ...(reason === undefined ? [] : notesOnMissingFiles(logTail, farm.plan)),
        ...(keep
          ? [`Its working copy was kept: ${workspace.directory}`]
          : asList(await removeWorkspace(workspace.directory))),
      ],
    };
    return reason === undefined
      ? { kind: 'completed', metrics, ...base }
      : { kind: 'failed', reason, logTail, metrics, ...base };
  }
}

interface Start {
  /** ISO 8601. */
  readonly at: string;
  readonly attempt: number;
}

function notRun(start: Start, reason: FailureReason): Outcome {
  return {
    kind: 'failed',
    reason,
    startedAt: start.at,
    attempt: start.attempt,
    durationMs: 0,
    logTail: [],
    metrics: [],
    notes: [],
    readFiles: [],
  };
}

function asList(text: string | undefined): string[] {
  return text === undefined ? [] : [text];
}
