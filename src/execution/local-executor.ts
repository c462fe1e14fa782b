import { randomUUID } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { messageOf } from '../core/message-of.js';
import type { MetricPattern } from '../core/metric.js';
import type { Outcome } from '../core/outcome.js';
import { concludeRun, withoutResult, type AttemptStart, type SharedEvidence } from './conclude-run.js';
import { runEnvironment } from './environment.js';
import type { Executor, RunRequest } from './executor.js';
import type { ForkServer } from './fork-server/fork-server.js';
import { noteLogsAtStop } from './logs-at-stop.js';
import { probeEnvironment } from './probe/probe-environment.js';
import { spawnRun, type EndedRun } from './process/spawn-run.js';
import { startProcess, type ProcessRequest, type ProcessStarter } from './process/start-process.js';
import { findRendezvousPort } from './rendezvous-port.js';
import { runFiles, type RunFiles } from './run-files.js';
import { endInSandbox } from './sandbox/end-in-sandbox.js';
import type { SandboxLevel } from './sandbox/sandbox-level.js';
import { sandboxRun } from './sandbox/sandbox-run.js';
import { FirstWritersHere, WrittenPaths, type FirstWriters } from './shared-output.js';
import type { Slot } from './slot.js';
import type { Farm } from './workspace/farm.js';
import { makeWorkspace, type Workspace } from './workspace/make-workspace.js';
import { PathMap } from './workspace/map-paths.js';
import { removeWorkspace } from './workspace/remove-workspace.js';
import { workspaceName } from './workspace/workspace-name.js';

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
  /** From `probeSandbox`; absent: none. The same for every run of a study. */
  readonly sandbox?: SandboxLevel;
  /** Files the user keeps keys of providers in, beside those found by their names: a sandboxed run sees them empty. Absolute. */
  readonly keyFiles?: readonly string[];
  /** For the runs that may be forked; absent: each is a process of its own. */
  readonly forkServer?: ForkServer;
  /** Where other processes execute runs of the study too. Absent: all are executed by this one. */
  readonly firstWriters?: FirstWriters;
  /** Absent: now. Milliseconds since 1970. */
  readonly studyStartedAt?: number;
}

/** Runs on this machine: a copy of the project, a process group, then what it said and whether to believe it. */
export class LocalExecutor implements Executor {
  readonly #settings: LocalExecutorSettings;
  readonly #shared: SharedEvidence;

  constructor(settings: LocalExecutorSettings) {
    const { projectRoot } = settings.farm.plan;
    this.#settings = settings;
    this.#shared = {
      plan: settings.farm.plan,
      projectRoots: [...new Set([projectRoot, realpathSync(projectRoot)])],
      currentDirectory: settings.currentDirectory,
      writtenPaths: new WrittenPaths(settings.environment, settings.firstWriters ?? new FirstWritersHere()),
      studyStartedAt: settings.studyStartedAt ?? Date.now(),
      patterns: settings.patterns,
      chosenMetrics: settings.chosenMetrics,
      keepWorkspaces: settings.keepWorkspaces,
    };
  }

  async execute(request: RunRequest, slot: Slot, signal: AbortSignal, started?: () => void): Promise<Outcome> {
    const start: AttemptStart = { at: new Date().toISOString(), attempt: request.attempt };
    if (signal.aborted) return withoutResult(start, { kind: 'cancelled' });
    started?.();
    for (const starter of this.#starters(request)) {
      const outcome = await this.#attempt(request, start, slot, signal, starter);
      if (outcome !== 'server-lost') return outcome;
    }
    return withoutResult(start, { kind: 'lost' });
  }

  /** In the order to try: a fork server may die under its runs, and takes none of them with it for good. */
  #starters({ startup }: RunRequest): ProcessStarter[] {
    const { forkServer } = this.#settings;
    if (startup !== 'forked' || forkServer === undefined) return [startProcess];
    const fork: ProcessStarter = async (process) => {
      const forked = forkServer.serves(process) ? await forkServer.start(process) : undefined;
      return forked?.ok === true ? forked : startProcess(process);
    };
    return [fork, startProcess];
  }

  async #attempt(
    request: RunRequest,
    start: AttemptStart,
    slot: Slot,
    signal: AbortSignal,
    starter: ProcessStarter,
  ): Promise<Outcome | 'server-lost'> {
    const runId = randomUUID();
    const made = await makeWorkspace(
      this.#settings.farm,
      workspaceName(request.run, request.attempt, runId),
      request.edits,
      request.ownCopies ?? [],
    );
    if (!made.ok) return withoutResult(start, made.failure);
    const workspace = made.value;
    const files = runFiles(request.runDirectory);
    let ended: EndedRun;
    try {
      ended = await this.#spawn(request, slot, signal, workspace, files, runId, starter);
    } catch (error) {
      await removeWorkspace(workspace.directory);
      return withoutResult(start, { kind: 'could-not-start', message: messageOf(error) });
    }
    if (ended.end.kind === 'server-lost') {
      await removeWorkspace(workspace.directory);
      return 'server-lost';
    }
    try {
      return await concludeRun({ request, start, workspace, files, ended, ...this.#shared });
    } catch (error) {
      await removeWorkspace(workspace.directory);
      // What it said cannot be read any more (a script that removed its own logs, a disk that went away).
      return withoutResult(start, { kind: 'lost' }, [messageOf(error)]);
    }
  }

  async #spawn(
    request: RunRequest,
    slot: Slot,
    signal: AbortSignal,
    workspace: Workspace,
    files: RunFiles,
    runId: string,
    starter: ProcessStarter,
  ): Promise<EndedRun> {
    const { farm, currentDirectory, importRoots, threads, environment } = this.#settings;
    const paths = new PathMap(farm.plan, workspace.root);
    const workingDirectory = paths.workingDirectory(currentDirectory);
    rmSync(files.probeDirectory, { recursive: true, force: true });
    mkdirSync(files.probeDirectory, { recursive: true });
    writeFileSync(files.metrics, '');
    // The copy goes first, so that an editable install of the project cannot shadow it.
    const pythonPath = [
      ...importRoots.map((root) => path.join(workspace.root, root)),
      ...paths.searchPath(environment.PYTHONPATH ?? ''),
    ];
    const probe =
      request.observe.kind === 'nothing'
        ? { PYTHONPATH: pythonPath.join(path.delimiter) }
        : probeEnvironment({
            reportDirectory: files.probeDirectory,
            workspace: workspace.root,
            projectRoot: farm.plan.projectRoot,
            writableDirectories: [request.runDirectory, workspace.directory],
            environmentSeed: request.environmentSeed,
            observe: request.observe,
            pythonPath,
          });
    const bare: Launch = {
      command: paths.command(request.command, currentDirectory),
      environment: runEnvironment({
        base: environment,
        threads,
        slot,
        rendezvousPort: await findRendezvousPort(),
        metricsFile: files.metrics,
        workingDirectory,
        probe,
      }),
    };
    const { sandbox } = this.#settings;
    const isSandboxed = sandbox?.kind === 'bwrap';
    const launch = isSandboxed ? this.#sandboxed(bare, sandbox, request, workspace, workingDirectory) : bare;
    const ended = await spawnRun(
      {
        ...launch,
        workingDirectory,
        runId,
        runDirectory: request.runDirectory,
        workspaceDirectory: workspace.directory,
        stdoutPath: files.stdout,
        stderrPath: files.stderr,
        onStopping: () => {
          noteLogsAtStop(files);
        },
        ...(request.timeoutMs === undefined ? {} : { timeoutMs: request.timeoutMs }),
        ...(request.memoryBytes === undefined ? {} : { memoryBytes: request.memoryBytes }),
      },
      signal,
      starter,
    );
    return isSandboxed ? { ...ended, end: endInSandbox(ended.end, files.stderr) } : ended;
  }

  #sandboxed(
    bare: Launch,
    { path: bwrapPath, grants }: SandboxLevel & { readonly kind: 'bwrap' },
    request: RunRequest,
    workspace: Workspace,
    workingDirectory: string,
  ): Launch {
    return sandboxRun({
      ...bare,
      bwrapPath,
      grants,
      workingDirectory,
      workspaceRoot: workspace.root,
      writable: [request.runDirectory, workspace.directory],
      farm: this.#settings.farm,
      keyFiles: this.#settings.keyFiles ?? [],
    });
  }
}

/** What is started for a run. */
type Launch = Pick<ProcessRequest, 'command' | 'environment'>;
