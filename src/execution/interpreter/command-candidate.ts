import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

import { findOnPath } from './find-on-path.js';
import type { Candidate } from './interpreter.js';

const PYTHON_NAME = /^python[\d.]*$/;
/** Programs that run another one in an environment they know, as `uv run python train.py` does. */
const ENVIRONMENT_RUNNERS = /^(uv|poetry|pipenv|pdm|hatch|rye|conda|mamba|micromamba|pixi)$/;
/** Programs that run another one as it is. */
const WRAPPERS = /^(env|nice|ionice|nohup|time|timeout|stdbuf|numactl|taskset|srun|mpirun|mpiexec|xvfb-run)$/;
/** Python programs that start scripts themselves. */
const LAUNCHERS = /^(torchrun|accelerate|deepspeed|composer|horovodrun|lightning|ipython)$/;

/**
 * The Python that a user's own command will use, where that can be told; `bash run.sh` tells nothing.
 * Only what stands before the script is looked at.
 */
export async function commandCandidate(
  command: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Candidate | undefined> {
  const origin = 'the command';
  const script = command.findIndex((word) => word.endsWith('.py') || word === '-m');
  const prefix = script < 0 ? command : command.slice(0, script);
  const names = prefix.map((word) => basename(word));
  const [first = ''] = names;
  const python = names.findIndex((name) => PYTHON_NAME.test(name));
  const launcher = names.findIndex((name) => LAUNCHERS.test(name));
  if (ENVIRONMENT_RUNNERS.test(first) && names.includes('run')) {
    const end = python >= 0 ? python : launcher >= 0 ? launcher : prefix.length;
    return { origin, command: [...prefix.slice(0, end), 'python'] };
  }
  if (first === '' || !(PYTHON_NAME.test(first) || LAUNCHERS.test(first) || WRAPPERS.test(first))) return undefined;
  const named = prefix[python];
  if (named !== undefined) return { origin, command: [named.includes('/') ? resolve(named) : named] };
  const program = await findOnPath(prefix[launcher] ?? '', environment.PATH ?? '');
  return program === undefined ? undefined : { origin, command: [await interpreterOfProgram(program)] };
}

/** The first line of an installed Python program names its interpreter; else it lies beside the program. */
async function interpreterOfProgram(program: string): Promise<string> {
  const [firstLine = ''] = (await readFile(program, 'latin1')).split('\n', 1);
  const named = /^#!\s*(\S*python[\d.]*)\s*$/.exec(firstLine)?.[1];
  return named ?? join(dirname(program), 'python');
}
