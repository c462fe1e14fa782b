import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import { failure, success, type Result } from '../../core/result.js';
import { unreachable } from '../../core/unreachable.js';
import { INJECTED_DIRECTORY, PROBE_DIRECTORY } from '../probe/probe-environment.js';
import type { ProcessRequest, StartedProcess } from '../process/start-process.js';
import { RUN_ID_VARIABLE } from '../process/run-processes.js';
import { ForkedRun, type Refused } from './forked-run.js';
import { exitOfStatus, parseAnswer, type ServerAnswer } from './messages.js';
import { readPythonCommand, type PythonCommand } from './python-command.js';

const PROGRAM = path.join(PROBE_DIRECTORY, 'fork_server', 'serve.py');
/** A fork takes milliseconds; a server that says nothing for so long is stuck. */
const LONGEST_SILENCE_MS = 30_000;
/** Libraries on a slow disk take their time; one that waits for ever in here does not have to do so in a process of its own. */
const LONGEST_IMPORTS_MS = 5 * 60_000;
/** To leave by itself. */
const PATIENCE_MS = 1000;
/** As long as every id is, so that a child can put its own in the same place. */
const NO_RUN = '00000000-0000-0000-0000-000000000000';

/** A module to import, and names taken from it, which may be modules too. */
export interface HeadModule {
  readonly module: string;
  readonly names: readonly string[];
}

/** What a server is started for: everything that every fork of it has and cannot change any more. Paths absolute. */
export interface ForkServerRequest {
  readonly python: string;
  readonly command: PythonCommand;
  /** Of the runs, without what each has for itself; PYTHONPATH leads to libraries only. */
  readonly environment: Readonly<Record<string, string>>;
  readonly modules: readonly HeadModule[];
  /** The user's project, as named and with symbolic links resolved: nothing in it is imported in advance. */
  readonly projectRoots: readonly string[];
  readonly workingDirectory: string;
  /** What the imports print. */
  readonly logFile: string;
}

export type ForkServerState = { readonly kind: 'ready' } | { readonly kind: 'unfit'; readonly reason: string };

const ENDED_WHILE_IMPORTING: ForkServerState = { kind: 'unfit', reason: 'it ended while it imported the libraries' };

interface ServerProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
}

type Phase =
  | { readonly kind: 'not-started' }
  /** `closing`: it was told to end. */
  | { readonly kind: 'serving' | 'closing' | 'gone'; readonly server: ServerProcess };

/**
 * A process of the user's Python that has imported the study's libraries and forks for every run. Where it cannot be
 * had, or goes away, runs are started as processes of their own; it ends with us, and its children with it.
 */
export class ForkServer implements AsyncDisposable {
  /** Resolves when it has ended without being told to, for whoever asks later too. */
  readonly lost: Promise<void>;
  readonly #request: ForkServerRequest;
  #phase: Phase = { kind: 'not-started' };
  #settleLost: () => void = () => undefined;
  readonly #runs = new Map<number, ForkedRun>();
  /** Who waits for the end of imports, in order. */
  readonly #importing: ((state: ForkServerState) => void)[] = [];
  #state: Promise<ForkServerState> | undefined;
  #forks = 0;
  #lastRefusal: string | undefined;
  #count = 0;

  /** Nothing is started yet. */
  constructor(request: ForkServerRequest) {
    this.#request = request;
    this.lost = new Promise((resolve) => {
      this.#settleLost = resolve;
    });
  }

  /** Whether it may be forked, when all imports that it was asked for are done. Starts it. Never rejects. */
  get state(): Promise<ForkServerState> {
    this.#state ??= this.#import(this.#request.modules);
    return this.#state;
  }

  /** Imports more, after what it imports already. */
  importMore(modules: readonly HeadModule[]): void {
    const [former, next] = [this.state, this.#import(modules)];
    this.#state = Promise.all([former, next]).then(([before, after]) => (before.kind === 'unfit' ? before : after));
  }

  /** Starts it, unless it is started, and its imports; nothing is waited for. */
  open(): ServerProcess {
    if (this.#phase.kind === 'not-started') this.#phase = { kind: 'serving', server: this.#spawn() };
    return this.#phase.server;
  }

  /** How many runs were forked. */
  get forks(): number {
    return this.#forks;
  }

  /** Whether it ended, and with it every run that it had forked. */
  get isGone(): boolean {
    return this.#phase.kind === 'gone';
  }

  /** Why a run was not forked, the last one of those. */
  get lastRefusal(): string | undefined {
    return this.#lastRefusal;
  }

  /** Whether a run is one that this server's forks are the same as. */
  serves(request: ProcessRequest): boolean {
    const { python, command } = this.#request;
    return isDeepStrictEqual(readPythonCommand(request.command, python)?.interpreter, command.interpreter);
  }

  /** Forks for a run. Refuses where a fork would be something else than a process of its own. */
  async start(request: ProcessRequest): Promise<Result<StartedProcess, Refused>> {
    const state = await this.state;
    const { child } = this.open();
    const command = readPythonCommand(request.command, this.#request.python);
    if (state.kind === 'unfit') return failure({ reason: state.reason });
    if (command === undefined || this.isGone) return failure({ reason: 'the fork server is gone' });
    const id = (this.#count += 1);
    const run = new ForkedRun();
    const silence = setTimeout(() => {
      child.kill('SIGKILL');
    }, LONGEST_SILENCE_MS);
    this.#runs.set(id, run);
    send(child, {
      id,
      command: request.command,
      arguments: command.arguments,
      module: command.isModule,
      environment: request.environment,
      injected: INJECTED_DIRECTORY,
      workingDirectory: request.workingDirectory,
      stdout: request.stdoutPath,
      stderr: request.stderrPath,
    });
    const pid = await run.pid;
    clearTimeout(silence);
    if (!pid.ok) {
      this.#lastRefusal = pid.failure.reason;
      return pid;
    }
    this.#forks += 1;
    return success({ pid: pid.value, exit: run.exit });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#phase.kind === 'not-started' || this.#phase.kind === 'gone') return;
    const { server } = this.#phase;
    const { child, ended } = server;
    this.#phase = { kind: 'closing', server };
    // It ends when it has nobody to hear from; one that is stuck in an import does not hear.
    requestsOf(child).end();
    const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    await ended;
    clearTimeout(patience);
  }

  #spawn(): ServerProcess {
    const { command, environment, logFile, workingDirectory } = this.#request;
    const log = openSync(logFile, 'a');
    const [program = '', ...options] = command.interpreter;
    const child = spawn(program, [...options, PROGRAM], {
      cwd: workingDirectory,
      env: { ...environment, [RUN_ID_VARIABLE]: NO_RUN },
      detached: true,
      stdio: ['ignore', log, log, 'pipe', 'pipe'],
    });
    closeSync(log);
    const ended = new Promise<void>((resolve) => {
      const end = (): void => {
        resolve();
        this.#end();
      };
      child.once('exit', end);
      child.once('error', end);
    });
    const answers = child.stdio[4] as Readable;
    createInterface({ input: answers }).on('line', (line) => {
      const answer = parseAnswer(line);
      if (answer !== undefined) this.#take(answer);
    });
    answers.on('error', () => undefined);
    requestsOf(child).on('error', () => undefined);
    return { child, ended };
  }

  #import(modules: readonly HeadModule[]): Promise<ForkServerState> {
    const { projectRoots } = this.#request;
    const { child } = this.open();
    if (this.isGone) return Promise.resolve(ENDED_WHILE_IMPORTING);
    return new Promise((resolve) => {
      const silence = setTimeout(() => {
        child.kill('SIGKILL');
      }, LONGEST_IMPORTS_MS);
      this.#importing.push((state) => {
        clearTimeout(silence);
        resolve(state);
      });
      send(child, { import: modules.map(({ module, names }) => [module, names]), projectRoots });
    });
  }

  #take(answer: ServerAnswer): void {
    if ('ready' in answer) this.#importing.shift()?.({ kind: 'ready' });
    else if ('unfit' in answer) this.#importing.shift()?.({ kind: 'unfit', reason: answer.unfit });
    else if ('pid' in answer) this.#runs.get(answer.id)?.start(answer.pid);
    else if ('refused' in answer) this.#leave(answer.id)?.refuse(answer.refused);
    else if ('status' in answer) this.#leave(answer.id)?.end(exitOfStatus(answer.status));
    else unreachable(answer);
  }

  #leave(id: number): ForkedRun | undefined {
    const run = this.#runs.get(id);
    this.#runs.delete(id);
    return run;
  }

  #end(): void {
    if (this.#phase.kind === 'not-started') return;
    const { kind, server } = this.#phase;
    this.#phase = { kind: 'gone', server };
    for (const settle of this.#importing.splice(0)) settle(ENDED_WHILE_IMPORTING);
    for (const run of this.#runs.values()) run.lose();
    this.#runs.clear();
    if (kind === 'serving') this.#settleLost();
  }
}

function requestsOf(child: ChildProcess): Writable {
  return child.stdio[3] as Writable;
}

function send(child: ChildProcess, message: object): void {
  requestsOf(child).write(`${JSON.stringify(message)}\n`);
}
