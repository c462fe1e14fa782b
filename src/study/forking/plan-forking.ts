import path from 'node:path';
import { realpathSync } from 'node:fs';
import { failure, success, type Result } from '../../core/result.js';
import { runEnvironment } from '../../execution/environment.js';
import type { ForkServerRequest } from '../../execution/fork-server/fork-server.js';
import { findNeverForked, isKnownLibrary } from '../../execution/fork-server/known-libraries.js';
import { readPythonCommand, type PythonCommand } from '../../execution/fork-server/python-command.js';
import type { SandboxLevel } from '../../execution/sandbox/sandbox-level.js';
import type { Farm } from '../../execution/workspace/farm.js';
import { PathMap } from '../../execution/workspace/map-paths.js';
import { headImports, type HeadImport } from '../../source/head-imports.js';
import type { Project } from '../../source/project.js';
import { isModelWriting, type StudyPlan } from '../plan-study.js';
import type { PreparedMachine } from '../prepare-machine.js';
import type { Subject } from '../read-subject.js';

/** What the server of a study would be. */
export interface ForkingPlan {
  readonly request: Omit<ForkServerRequest, 'logFile'>;
  /** What a project's script imports before anything of its own; runs are forked only where it is the same as here. */
  headOf(project: Project): readonly HeadImport[];
}

/** Decides whether the runs of a study may be forked; a failure says why not. */
export function planForking(
  subject: Subject,
  plan: StudyPlan,
  { slots, threadsPerRun }: PreparedMachine,
  sandbox: SandboxLevel,
  farm: Farm,
): Result<ForkingPlan, string> {
  const { settings, project, interpreter } = subject;
  if (settings.forkServer === 'off') return failure('--no-fork-server');
  if (process.platform !== 'linux') return failure('it is for Linux only');
  if (isModelWriting(plan)) return failure('a model writes variants, and each has processes of its own');
  if (sandbox.kind === 'bwrap') return failure('every run is in a sandbox of its own');
  if (slots.some(({ gpus }) => gpus.length > 0) && settings.forkServer !== 'on')
    return failure('runs use GPUs; --fork-server tries it there');
  const command = readPythonCommand(subject.command, interpreter.path);
  if (command === undefined) return failure('the script is not started by Python itself');
  const environment = runEnvironment({
    base: process.env,
    threads: threadsPerRun,
    slot: { index: 0, gpus: [] },
    rendezvousPort: 0,
    metricsFile: '',
    workingDirectory: farm.directory,
    probe: { PYTHONPATH: libraryPath(farm, process.env.PYTHONPATH ?? '') },
  });
  if (isHashRandom(command, environment))
    return failure('each process orders sets differently (PYTHONHASHSEED, -R), and forks would not');
  const obstacle = findNeverForked(project.externalImports);
  if (obstacle !== undefined) return failure(`${obstacle} starts threads of its own`);
  const module = command.isModule ? command.arguments[0] : undefined;
  const headOf = (of: Project): HeadImport[] =>
    headImports(of, (name) => kindOf(name, interpreter.standardModules), module);
  const modules = headOf(project);
  if (modules.length === 0)
    return failure('nothing at the head of the script leads to a library that is known to be safe to share');
  return success({
    headOf,
    request: {
      python: interpreter.path,
      command,
      environment,
      modules,
      projectRoots: [...new Set([project.root, realpathSync(project.root)])],
      workingDirectory: farm.directory,
    },
  });
}

/** Whether Python draws the order of sets anew in each process. */
function isHashRandom({ interpreter }: PythonCommand, { PYTHONHASHSEED = '' }: Record<string, string>): boolean {
  return (
    PYTHONHASHSEED === '' || PYTHONHASHSEED === 'random' || interpreter.some((word) => /^-[bBdOqRsSuv]*R/.test(word))
  );
}

function kindOf(name: string, standard: readonly string[]): 'known' | 'unknown' | 'standard' {
  if (standard.includes(name)) return 'standard';
  return isKnownLibrary(name) ? 'known' : 'unknown';
}

/** The entries of the user's PYTHONPATH that lie outside the project, so that all runs have the same. */
function libraryPath(farm: Farm, value: string): string {
  const paths = new PathMap(farm.plan, path.join(farm.directory, 'copy'));
  return value
    .split(path.delimiter)
    .filter((entry) => path.isAbsolute(entry) && paths.absolute(entry) === entry)
    .join(path.delimiter);
}
