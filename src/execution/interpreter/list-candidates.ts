import { dirname, join } from 'node:path';

import { findOnPath, isExecutable } from './find-on-path.js';
import type { Candidate, InterpreterRequest } from './interpreter.js';
import { managedCandidates } from './managed-candidates.js';

/**
 * The Pythons that a study may have meant, most meant first; each is looked for when it is asked for.
 * What the user named, by flag or command, is not among them: it is not up for choice.
 */
export async function* listCandidates(request: InterpreterRequest): AsyncGenerator<Candidate> {
  yield* activeEnvironments(request);
  yield* environmentFolders(request);
  yield* managedCandidates(request);
  yield* onPath(request);
}

function* activeEnvironments({ environment }: InterpreterRequest): Generator<Candidate> {
  for (const variable of ['VIRTUAL_ENV', 'CONDA_PREFIX']) {
    const folder = environment[variable];
    if (folder === undefined || folder === '') continue;
    yield { origin: variable, command: [join(folder, 'bin', 'python')] };
  }
}

/** `.venv`, `venv` and `env` from the script's folder upwards. */
async function* environmentFolders({ script }: InterpreterRequest): AsyncGenerator<Candidate> {
  for (const folder of foldersUpward(dirname(script))) {
    for (const name of ['.venv', 'venv', 'env']) {
      const python = join(folder, name, 'bin', 'python');
      if (await isExecutable(python)) yield { origin: join(folder, name), command: [python] };
    }
  }
}

async function* onPath({ environment }: InterpreterRequest): AsyncGenerator<Candidate> {
  for (const name of ['python3', 'python']) {
    const python = await findOnPath(name, environment.PATH ?? '');
    if (python !== undefined) yield { origin: `${name} on PATH`, command: [python] };
  }
  yield { origin: "the system's Python", command: ['/usr/bin/python3'] };
}

/** A folder and all above it, nearest first. */
function foldersUpward(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersUpward(parent)];
}
