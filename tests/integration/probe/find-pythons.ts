import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A Python of this machine, new enough for the probe. */
export interface Python {
  readonly path: string;
  readonly version: string;
}

/** Every Python from 3.8 on that this machine has, each once: on PATH, beside the system's, and pyenv's. */
export function findPythons(): Python[] {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', ...pyenvFolders()];
  const found = new Map<string, Python>();
  for (const folder of folders) {
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      if (!/^python(3(\.\d+)?)?$/.test(name)) continue;
      const python = ask(join(folder, name));
      if (python !== undefined && !found.has(realpathSync(python.path))) found.set(realpathSync(python.path), python);
    }
  }
  return [...found.values()].filter(({ version }) => Number(version.split('.')[1]) >= 8);
}

/** The first Python that has all these modules. */
export function findPythonWith(...modules: readonly string[]): Python | undefined {
  const code = `import importlib.util, sys; sys.exit(any(importlib.util.find_spec(m) is None for m in ${JSON.stringify(modules)}))`;
  const found = findPythons().find(({ path }) => {
    try {
      execFileSync(path, ['-c', code], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
  if (found === undefined && process.env.ABLATIONMAGE_TEST_REQUIRE_ALL !== undefined)
    throw new Error(`No Python of this machine has ${modules.join(', ')}, and no test may be skipped.`);
  return found;
}

function ask(command: string): Python | undefined {
  const code = 'import sys; print(sys.executable); print("%d.%d.%d" % sys.version_info[:3])';
  try {
    const [path = '', version = ''] = execFileSync(command, ['-c', code], { encoding: 'utf8', stdio: 'pipe' }).split(
      '\n',
    );
    return version.startsWith('3.') ? { path, version } : undefined;
  } catch {
    return undefined; // a pyenv shim of a version that is not installed
  }
}

function pyenvFolders(): string[] {
  const versions = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  return existsSync(versions) ? readdirSync(versions).map((name) => join(versions, name, 'bin')) : [];
}
