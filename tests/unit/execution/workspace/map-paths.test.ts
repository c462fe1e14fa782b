import { mkdirSync, mkdtempSync, realpathSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { prepareFarm } from '../../../../src/execution/workspace/farm.js';
import { makeWorkspace } from '../../../../src/execution/workspace/make-workspace.js';
import { PathMap } from '../../../../src/execution/workspace/map-paths.js';
import { planWorkspace } from '../../../../src/execution/workspace/plan-workspace.js';
import { projectFolder } from './project-folder.js';

let root: string;
let copy: string;
let paths: PathMap;

beforeAll(async () => {
  root = projectFolder({
    'train.py': '',
    'sub/eval.py': '',
    'tools/run.sh': '',
    'outputs/best.pt': 'w',
    '.venv/pyvenv.cfg': '',
    '.venv/bin/python': '',
  });
  const plan = await planWorkspace({
    projectRoot: root,
    excluded: [],
    inputs: [],
    sources: ['train.py'],
    words: ['..'],
  });
  const made = await makeWorkspace(
    await prepareFarm(plan, mkdtempSync(path.join(tmpdir(), 'map-test-'))),
    'run-a',
    [],
    [],
  );
  if (!made.ok) throw new Error('no workspace');
  copy = made.value.root;
  paths = new PathMap(plan, copy);
});

describe('PathMap', () => {
  test('absolute paths of the project become paths of the copy, also behind =', () => {
    expect(paths.command(['python', `${root}/train.py`, `--out=${root}/out`, `data=${root}`], root)).toEqual([
      'python',
      `${copy}/train.py`,
      `--out=${copy}/out`,
      `data=${copy}`,
    ]);
  });

  test('what only begins like the project, relative paths and other words stay', () => {
    const command = ['python', 'train.py', `${root}-other/x`, '--lr=0.1', '../data', '/usr/share/x', '-c', 'a = 1'];
    expect(paths.command(command, root)).toEqual(command);
  });

  test('a virtual environment is not copied, so the way into it leads to the original', () => {
    expect(paths.command([`${root}/.venv/bin/python`, 'train.py'], root)[0]).toBe(`${root}/.venv/bin/python`);
    expect(paths.command(['env', '.venv/bin/python', 'train.py'], root)[1]).toBe(`${root}/.venv/bin/python`);
    expect(paths.searchPath(`${root}/.venv/lib`)).toEqual([`${root}/.venv/lib`]);
  });

  test('weights that were left out are not reached by naming them', () => {
    expect(paths.command(['python', 'train.py', '--resume', `${root}/outputs/best.pt`], root)[3]).toBe(
      `${copy}/outputs/best.pt`,
    );
  });

  test("a program of the project is the copy's where there is one", () => {
    expect(paths.command([`${root}/tools/run.sh`], root)[0]).toBe(`${copy}/tools/run.sh`);
    expect(paths.command([`${root}/outputs/best.pt`], root)[0]).toBe(`${root}/outputs/best.pt`);
  });

  test('runs start in the same place of the copy', () => {
    expect(paths.workingDirectory(root)).toBe(copy);
    expect(paths.workingDirectory(path.join(root, 'sub'))).toBe(path.join(copy, 'sub'));
    expect(paths.workingDirectory(path.dirname(root))).toBe(path.dirname(copy));
    expect(paths.workingDirectory('/')).toBe(copy);
  });

  test('where the user stands elsewhere, relative paths to files are made absolute', () => {
    const elsewhere = path.join(root, '../..');
    const command = ['python', 'code/project/train.py', 'code/project', 'mnist', 'code/nothing.py'];
    expect(paths.command(command, elsewhere)).toEqual(['python', `${copy}/train.py`, copy, 'mnist', 'code/nothing.py']);
  });

  test('a project named through a link is recognised', async () => {
    const link = path.join(realpathSync(mkdtempSync(path.join(tmpdir(), 'link-test-'))), 'linked');
    symlinkSync(root, link);
    mkdirSync(path.join(path.dirname(link), 'work'));
    const plan = await planWorkspace({
      projectRoot: link,
      excluded: [],
      inputs: [],
      sources: ['train.py'],
      words: ['..'],
    });
    const linked = new PathMap(plan, '/copy');
    expect(linked.absolute(`${link}/train.py`)).toBe('/copy/train.py');
    expect(linked.absolute(`${root}/train.py`)).toBe('/copy/train.py');
  });

  test('PYTHONPATH entries inside the project are mapped, others kept in order', () => {
    expect(paths.searchPath(`/lib:${root}/sub:${root}`)).toEqual(['/lib', `${copy}/sub`, copy]);
    // As a lone entry it would put the working directory on the path of a user who has none.
    expect(paths.searchPath('')).toEqual([]);
  });
});
