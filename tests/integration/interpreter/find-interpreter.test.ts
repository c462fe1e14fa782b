import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import {
  findInterpreter,
  type Interpreter,
  type InterpreterRequest,
} from '../../../src/execution/interpreter/find-interpreter.js';
import { findPythons } from '../probe/find-pythons.js';

const [real] = findPythons();
if (real === undefined) throw new Error('These tests need a Python from 3.8 on.');

let root: string;
let project: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'ablationmage-interpreter-')));
  project = join(root, 'project');
  mkdirSync(join(project, 'src'), { recursive: true });
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, content: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

function program(path: string, content: string): string {
  chmodSync(write(path, content), 0o755);
  return path;
}

/** A real virtual environment that has these modules; gives its Python. */
function environment(folder: string, ...modules: readonly string[]): string {
  execFileSync(real?.path ?? '', ['-m', 'venv', '--without-pip', folder]);
  const python = join(folder, 'bin', 'python');
  const code = 'import sysconfig; print(sysconfig.get_path("purelib"))';
  const library = execFileSync(python, ['-c', code], { encoding: 'utf8' }).trim();
  for (const module of modules) {
    write(join(library, `${module}.py`), '');
    write(
      join(library, `${module}-1.2.dist-info`, 'METADATA'),
      `Metadata-Version: 2.1\nName: ${module}\nVersion: 1.2\n`,
    );
  }
  return python;
}

function request(changes: Partial<InterpreterRequest> = {}): InterpreterRequest {
  return {
    projectRoot: project,
    script: join(project, 'src', 'train.py'),
    externalImports: ['rare_library'],
    ...changes,
    environment: { PATH: join(root, 'bin') + ':/usr/bin:/bin', HOME: root, ...changes.environment },
  };
}

async function found(changes: Partial<InterpreterRequest> = {}): Promise<Interpreter> {
  const result = await findInterpreter(request(changes));
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

describe('the choice among candidates', () => {
  test('is the first that can resolve all imports, with versions and origins', async () => {
    const active = environment(join(root, 'active'));
    const chosen = environment(join(project, '.venv'), 'rare_library');
    const interpreter = await found({ environment: { VIRTUAL_ENV: join(root, 'active') } });
    expect(active).not.toBe(chosen);
    expect(interpreter).toMatchObject({
      path: chosen,
      command: [chosen],
      version: real.version,
      reason: `${join(project, '.venv')}: the first of 2 candidates that has rare_library`,
      packages: { rare_library: '1.2' },
      missingModules: [],
    });
    expect(interpreter.moduleOrigins.rare_library).toContain('rare_library.py');
  });

  test('says so where the standard library is enough, and never counts it as a reason', async () => {
    const chosen = environment(join(project, '.venv'), 'rare_library');
    const standard = ['argparse', 'math', 'random', 'json', 'sqlite3'];
    const withNone = await found({ externalImports: standard });
    expect(withNone.reason).toBe(`${join(project, '.venv')}: the script needs only the standard library`);
    const withOne = await found({ externalImports: [...standard, 'rare_library'] });
    expect(withOne).toMatchObject({
      path: chosen,
      reason: `${join(project, '.venv')}: the first candidate that has rare_library`,
    });
  });

  test('prefers the active environment to that of the folder', async () => {
    const active = environment(join(root, 'active'), 'rare_library');
    environment(join(project, 'venv'), 'rare_library');
    expect((await found({ environment: { CONDA_PREFIX: join(root, 'active') } })).path).toBe(active);
  });

  test('looks through a shim, at the Python that really runs', async () => {
    const chosen = environment(join(root, 'hidden'), 'rare_library');
    program(join(root, 'bin', 'python3'), `#!/bin/sh\nexec ${chosen} "$@"\n`);
    const interpreter = await found();
    expect(interpreter.path).toBe(chosen);
    expect(interpreter.reason).toContain('python3 on PATH');
  });

  test.each([
    ['poetry.lock', 'poetry', 'env info -e', 'Poetry'],
    ['Pipfile', 'pipenv', '--py', 'Pipenv'],
    ['.python-version', 'pyenv', 'which python', 'pyenv'],
  ])('asks the tool of %s', async (file, tool, words, name) => {
    const chosen = environment(join(root, 'managed'), 'rare_library');
    write(join(project, file), '');
    program(join(root, 'bin', tool), `#!/bin/sh\n[ "$*" = "${words}" ] && echo ${chosen}\n`);
    const interpreter = await found();
    expect(interpreter.path).toBe(chosen);
    expect(interpreter.reason).toContain(`the ${name} environment`);
  });

  test('finds the conda environment by the name in environment.yml', async () => {
    const chosen = environment(join(root, 'conda', 'envs', 'digits'), 'rare_library');
    write(join(project, 'environment.yml'), 'name: digits\ndependencies: []\n');
    const listed = JSON.stringify({ envs: [join(root, 'conda'), join(root, 'conda', 'envs', 'digits')] });
    program(join(root, 'bin', 'conda'), `#!/bin/sh\necho '${listed}'\n`);
    expect((await found()).path).toBe(chosen);
  });

  test('does not take a data folder for a package, and does without absent loggers', async () => {
    mkdirSync(join(project, 'rare_library'));
    const result = await findInterpreter(request());
    expect(result.ok).toBe(false);
    const interpreter = await found({ externalImports: ['wandb', 'json'] });
    expect(interpreter.missingModules.every((name) => name === 'wandb')).toBe(true);
  });

  test('names what each candidate lacks where none fits', async () => {
    environment(join(project, '.venv'));
    program(
      join(root, 'bin', 'python3'),
      '#!/bin/sh\necho "{\\"executable\\":\\"/old/python\\",\\"version\\":\\"2.7.18\\",\\"missing\\":[],\\"origins\\":{},\\"packages\\":{},\\"standard\\":[]}"\n',
    );
    program(join(root, 'bin', 'python'), '#!/bin/sh\necho "pyenv: python: command not found" >&2\nexit 127\n');
    const result = await findInterpreter(request({ externalImports: ['rare_library', 'json', 'other_library'] }));
    if (result.ok) throw new Error(`unexpected ${result.value.path}`);
    const { message, tried } = result.failure;
    expect(message).toContain(
      `${join(project, '.venv', 'bin', 'python')} (${join(project, '.venv')}): has no rare_library or other_library`,
    );
    expect(message).toContain('is Python 2.7.18; 3.8 or later is needed');
    expect(message).toContain('does not start: pyenv: python: command not found');
    expect(message).toContain('--python PATH');
    expect(tried[0]?.reason).toMatchObject({ kind: 'missing-modules', modules: ['rare_library', 'other_library'] });
  });
});

describe('an interpreter that the user named', () => {
  test('is taken though it lacks modules, which are listed', async () => {
    environment(join(project, '.venv'), 'rare_library');
    const interpreter = await found({ explicit: real.path });
    expect(interpreter).toMatchObject({
      path: real.path,
      reason: 'named by --python',
      missingModules: ['rare_library'],
    });
  });

  test('fails in words where it does not exist', async () => {
    const result = await findInterpreter(request({ explicit: '/no/such/python' }));
    expect(!result.ok && result.failure.message).toContain(
      '/no/such/python (--python): does not start: no such program',
    );
  });

  test('by the command keeps its prefix', async () => {
    const chosen = environment(join(root, 'managed'), 'rare_library');
    program(join(root, 'bin', 'uv'), `#!/bin/sh\nshift 2\nexec ${chosen} "$@"\n`);
    for (const command of [
      ['uv', 'run', 'python', 'train.py'],
      ['uv', 'run', 'train.py', '--python', 'python'],
      ['uv', 'run', 'torchrun', '--nproc_per_node', '2', 'train.py'],
    ]) {
      const interpreter = await found({ commandPrefix: command });
      expect(interpreter).toMatchObject({
        path: chosen,
        command: ['uv', 'run', 'python'],
        reason: 'named by the command',
      });
    }
  });

  test('by a launcher is the one the launcher is installed for', async () => {
    const chosen = environment(join(root, 'managed'), 'rare_library');
    program(join(root, 'bin', 'torchrun'), `#!${chosen}\nprint(1)\n`);
    const { path } = await found({ commandPrefix: ['torchrun', '--nproc_per_node', '2', 'train.py'] });
    expect(path).toBe(chosen);
  });

  test('by a shell script is a guess, and never stops the study', async () => {
    const interpreter = await found({ commandPrefix: ['bash', 'run.sh'] });
    expect(interpreter.reason).toContain('a guess, the command decides');
    expect(interpreter.missingModules).toEqual(['rare_library']);
  });
});
