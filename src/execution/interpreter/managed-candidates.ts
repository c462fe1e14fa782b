import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { promisify } from 'node:util';

import { isExecutable } from './find-on-path.js';
import type { Candidate, InterpreterRequest } from './interpreter.js';

const TIME_LIMIT_MS = 15_000;

/**
 * The environments of uv, pixi, Poetry, Pipenv, conda and pyenv, where the project has their file.
 * A tool that is not installed or does not answer gives no candidate: there are others.
 */
export async function* managedCandidates(request: InterpreterRequest): AsyncGenerator<Candidate> {
  const { projectRoot, environment } = request;
  if (await has(request, 'uv.lock')) {
    const folder = resolve(projectRoot, environment.UV_PROJECT_ENVIRONMENT ?? '.venv');
    if (await isExecutable(join(folder, 'bin', 'python'))) yield candidate('uv', join(folder, 'bin', 'python'));
  }
  if ((await has(request, 'pixi.toml')) || (await has(request, 'pixi.lock'))) {
    const python = join(projectRoot, '.pixi', 'envs', 'default', 'bin', 'python');
    if (await isExecutable(python)) yield candidate('pixi', python);
  }
  if (await has(request, 'poetry.lock')) yield* saidBy(request, 'Poetry', ['poetry', 'env', 'info', '-e']);
  if (await has(request, 'Pipfile')) yield* saidBy(request, 'Pipenv', ['pipenv', '--py']);
  for (const name of ['environment.yml', 'environment.yaml']) yield* condaCandidates(request, name);
  if (await has(request, '.python-version')) yield* saidBy(request, 'pyenv', ['pyenv', 'which', 'python']);
}

function candidate(tool: string, python: string): Candidate {
  return { origin: `the ${tool} environment`, command: [python] };
}

async function* saidBy(
  request: InterpreterRequest,
  tool: string,
  command: readonly string[],
): AsyncGenerator<Candidate> {
  const said = (await output(request, command)).trim().split('\n').at(-1) ?? '';
  if (isAbsolute(said)) yield candidate(tool, said);
}

/** The conda environment that the project's environment file names. */
async function* condaCandidates(request: InterpreterRequest, fileName: string): AsyncGenerator<Candidate> {
  const text = await readFile(join(request.projectRoot, fileName), 'utf8').catch(() => '');
  const name = /^name:\s*["']?([^\s"'#]+)/m.exec(text)?.[1];
  if (name === undefined) return;
  const listed = await output(request, ['conda', 'env', 'list', '--json']);
  for (const [folder] of listed.matchAll(/(?<=")\/[^"]+(?=")/g)) {
    if (folder.endsWith(`/envs/${name}`)) yield candidate('conda', join(folder, 'bin', 'python'));
  }
}

async function has({ projectRoot }: InterpreterRequest, name: string): Promise<boolean> {
  return (await readFile(join(projectRoot, name)).catch(() => undefined)) !== undefined;
}

async function output(request: InterpreterRequest, command: readonly string[]): Promise<string> {
  const [program = '', ...words] = command;
  const options = { cwd: request.projectRoot, env: request.environment, timeout: TIME_LIMIT_MS };
  return promisify(execFile)(program, words, options).then(
    ({ stdout }) => stdout,
    () => '',
  );
}
