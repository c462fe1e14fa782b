import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostic.js';
import { findProjectRoot } from '../../../src/source/find-project-root.js';
import type { Project } from '../../../src/source/project.js';
import { loadPythonParser } from '../../../src/source/python-parser.js';
import { readProject } from '../../../src/source/read-project.js';

let root = '';
beforeAll(loadPythonParser);
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'read-project-'));
});
afterEach(async () => {
  await rm(root, { recursive: true });
});

async function write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), content);
  }
}

async function project(script = 'train.py', configFiles: readonly string[] = []): Promise<Project> {
  const read = await readProject({ root, script: path.join(root, script), configFiles });
  if (!read.ok) throw new Error(read.failure.map(({ message }) => message).join('\n'));
  return read.value;
}

async function refusal(script = 'train.py'): Promise<readonly Diagnostic[]> {
  const read = await readProject({ root, script: path.join(root, script) });
  return read.ok ? [] : read.failure;
}

describe('local modules', () => {
  test('transitively, packages and namespace packages, in the order they are imported', async () => {
    await write({
      'train.py':
        'import torch\nfrom models import net as n\nimport data.loader, os.path\nfrom layers.blocks import Block\n',
      'models/__init__.py': 'from .head import Head\n',
      'models/net.py': 'from . import attention\nfrom ..train import x\nimport numpy as np\n',
      'models/head.py': '',
      'models/attention.py': '',
      'models/unused.py': '',
      'data/loader.py': 'import train\n',
      'layers/blocks.py': '',
      'torchlike.py': '',
    });
    const read = await project();
    expect([...read.pythonFiles.keys()]).toEqual([
      'train.py',
      'models/__init__.py',
      'models/net.py',
      'data/loader.py',
      'layers/blocks.py',
      'models/head.py',
      'models/attention.py',
    ]);
    expect(read.externalImports).toEqual(['torch', 'os', 'numpy']);
    expect(read.importRoots).toEqual(['']);
  });

  test("the script's folder, the root, src", async () => {
    await write({
      'scripts/train.py': 'import near, rooted, pkg.deep\n',
      'scripts/near.py': '',
      'near.py': '',
      'rooted.py': '',
      'src/pkg/__init__.py': '',
      'src/pkg/deep.py': '',
    });
    const read = await project('scripts/train.py');
    expect([...read.pythonFiles.keys()]).toEqual([
      'scripts/train.py',
      'scripts/near.py',
      'rooted.py',
      'src/pkg/__init__.py',
      'src/pkg/deep.py',
    ]);
    expect(read.importRoots).toEqual(['scripts', '', 'src']);
  });

  test('in functions, try blocks and importlib; what a script survives without is not required', async () => {
    await write({
      'train.py':
        'def f():\n    import lazy, needed\ntry:\n    import apex, fast\nexcept ImportError:\n    import slow\n' +
        'importlib.import_module("plugin")\nif TYPE_CHECKING:\n    import hints\nif __name__ == "__main__":\n    import tool\n',
      'lazy.py': '',
      'fast.py': '',
      'slow.py': '',
      'plugin.py': '',
    });
    const read = await project();
    expect([...read.pythonFiles.keys()].sort()).toEqual(['fast.py', 'lazy.py', 'plugin.py', 'slow.py', 'train.py']);
    expect(read.externalImports).toEqual(['needed', 'tool']);
  });

  test('a data folder named like a library, and installed packages, are not local', async () => {
    await write({
      'train.py': 'from datasets import load_dataset\nimport venv.lib\n',
      'datasets/readme.txt': '',
      'venv/lib.py': '',
    });
    const read = await project();
    expect([...read.pythonFiles.keys()]).toEqual(['train.py']);
    expect(read.externalImports).toEqual(['datasets', 'venv']);
  });

  test('a relative import that leaves the project reads nothing there', async () => {
    await write({ 'pkg/train.py': 'from ... import secret\n' });
    await writeFile(path.join(root, 'secret.py'), '');
    const read = await readProject({ root: path.join(root, 'pkg'), script: path.join(root, 'pkg/train.py') });
    expect(read.ok && [...read.value.pythonFiles.keys()]).toEqual(['train.py']);
  });

  test('a script named through a symbolic link', async () => {
    await write({ 'real/train.py': 'import a\n', 'real/a.py': '' });
    await symlink(path.join(root, 'real'), path.join(root, 'link'));
    const read = await readProject({ root: path.join(root, 'real'), script: path.join(root, 'link/train.py') });
    expect(read.ok && [...read.value.pythonFiles.keys()]).toEqual(['train.py', 'a.py']);
  });
});

describe('configuration files', () => {
  test('named by path or name in a string, by Hydra, or asked for', async () => {
    await write({
      'train.py':
        '@hydra.main(config_path="conf", config_name="main")\ndef f():\n    open("a/one.yaml"), open(os.path.join(d, "two.json"))\n',
      'a/one.yaml': 'x: 1',
      'a/other.yaml': '',
      'b/two.json': '{}',
      'conf/main.yaml': '',
      'conf/model/big.yaml': '',
      'three.toml': '',
      'outputs/two.json': '{}',
      'text.txt': '',
    });
    const read = await project('train.py', ['three.toml']);
    expect([...read.configFiles.keys()].sort()).toEqual([
      'a/one.yaml',
      'b/two.json',
      'conf/main.yaml',
      'conf/model/big.yaml',
      'three.toml',
    ]);
    expect(read.configFiles.get('a/one.yaml')).toEqual({ path: 'a/one.yaml', format: 'yaml', text: 'x: 1' });
  });

  test('not in comments, not over 1 MB', async () => {
    await write({
      'train.py': '# see a.json\nopen("b.json")\n',
      'a.json': '{}',
      'b.json': `"${'x'.repeat(1_000_001)}"`,
    });
    expect((await project()).configFiles.size).toBe(0);
  });
});

describe('what cannot be read', () => {
  test('a missing script names the near ones', async () => {
    await write({ 'train.py': '' });
    expect(await refusal('trian.py')).toMatchObject([{ message: 'trian.py does not exist. Did you mean train.py?' }]);
    expect(await refusal('experiment.py')).toMatchObject(
      [{ message: /Scripts in that folder: train.py/ }].map(({ message }) => ({
        message: expect.stringMatching(message) as string,
      })),
    );
    expect(await refusal('no/such.py')).toMatchObject([{ message: 'no/such.py does not exist.' }]);
  });
  test('a notebook names the conversion command', async () => {
    await write({ 'train.ipynb': '{}' });
    expect((await refusal('train.ipynb'))[0]?.message).toContain('jupyter nbconvert --to script train.ipynb');
  });
  test('a folder', async () => {
    await write({ 'pkg/train.py': '' });
    expect((await refusal('pkg'))[0]?.message).toMatch(/pkg is a folder.*train\.py/);
  });
  test('a script outside the project', async () => {
    await write({ 'a/x.py': '', 'b/train.py': '' });
    const read = await readProject({ root: path.join(root, 'a'), script: path.join(root, 'b/train.py') });
    expect(!read.ok && read.failure[0]?.message).toContain('--project');
  });
  test('a module that is not UTF-8 and says nothing', async () => {
    await write({ 'train.py': 'import a\n', 'a.py': Buffer.from("x = 1\ny = 'caf\xe9'\n", 'latin1') });
    expect(await refusal()).toMatchObject([{ severity: 'error', place: { file: 'a.py' } }]);
    expect((await refusal())[0]?.message).toMatch(/a\.py is not UTF-8 \(near line 2\).*coding: cp1252/);
  });
});

describe('the root of a project', () => {
  test('the nearest folder upward with .git or pyproject.toml', async () => {
    await write({ '.git/HEAD': '', 'sub/pyproject.toml': '', 'sub/a/b/train.py': '', 'other/train.py': '' });
    expect(await findProjectRoot(path.join(root, 'sub/a/b/train.py'))).toBe(path.join(root, 'sub'));
    expect(await findProjectRoot(path.join(root, 'other/train.py'))).toBe(root);
  });
  test("else the script's own folder", async () => {
    await write({ 'a/train.py': '' });
    expect(await findProjectRoot(path.join(root, 'a/train.py'))).toBe(path.join(root, 'a'));
  });
});
