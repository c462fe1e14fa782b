import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Outcome } from '../../../src/core/outcome.js';
import { runEnvironment } from '../../../src/execution/environment.js';
import type { RunRequest } from '../../../src/execution/executor.js';
import { ForkServer } from '../../../src/execution/fork-server/fork-server.js';
import { readPythonCommand } from '../../../src/execution/fork-server/python-command.js';
import { localStudy, type LocalStudy } from './local-study.js';

/** An executor with a fork server over a project. */
export interface ForkedStudy extends AsyncDisposable {
  readonly server: ForkServer;
  readonly study: LocalStudy;
  run(startup: RunRequest['startup'], more?: Partial<RunRequest>, signal?: AbortSignal): Promise<ForkedRunResult>;
}

/** What came of a run, and where it left its files. */
export interface ForkedRunResult {
  readonly outcome: Outcome;
  readonly directory: string;
}

/** `python` is absolute; `modules` are imported in advance, also from `pythonPath`. */
export async function forkedStudy(
  root: string,
  python: string,
  modules: readonly string[],
  command: readonly string[] = [python, 'train.py'],
  pythonPath = '',
): Promise<ForkedStudy> {
  const read = readPythonCommand(command, python);
  if (read === undefined) throw new Error(`not for a fork server: ${command.join(' ')}`);
  const environment = runEnvironment({
    base: process.env,
    threads: 1,
    slot: { index: 0, gpus: [] },
    rendezvousPort: 1,
    metricsFile: '',
    workingDirectory: root,
    probe: { PYTHONPATH: pythonPath },
  });
  const server = new ForkServer({
    python,
    command: read,
    environment,
    modules: modules.map((module) => ({ module, names: [] })),
    projectRoots: [root],
    workingDirectory: tmpdir(),
    logFile: path.join(mkdtempSync(path.join(tmpdir(), 'fork-server-')), 'server.log'),
  });
  const study = await localStudy(root, ['train.py'], { forkServer: server });
  return {
    server,
    study,
    async run(startup, more, signal = new AbortController().signal) {
      const request = study.request({ command, ...(startup === undefined ? {} : { startup }), ...more });
      return {
        outcome: await study.executor.execute(request, { index: 0, gpus: [] }, signal),
        directory: request.runDirectory,
      };
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
