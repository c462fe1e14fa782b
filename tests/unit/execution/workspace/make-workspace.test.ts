import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Edit } from '../../../../src/core/edit.js';
import { prepareFarm } from '../../../../src/execution/workspace/farm.js';
import { makeWorkspace, type Workspace } from '../../../../src/execution/workspace/make-workspace.js';
import { planWorkspace } from '../../../../src/execution/workspace/plan-workspace.js';
import { removeWorkspace } from '../../../../src/execution/workspace/remove-workspace.js';
import { projectFolder } from './project-folder.js';

async function farmFor(root: string, sources: string[] = ['train.py']) {
  const plan = await planWorkspace({ projectRoot: root, excluded: [], inputs: [], sources, words: ['..'] });
  return prepareFarm(plan, mkdtempSync(path.join(tmpdir(), 'farm-test-')));
}

async function workspaceOf(root: string, edits: Edit[] = [], sources?: string[]): Promise<Workspace> {
  const made = await makeWorkspace(await farmFor(root, sources), 'run-a', edits, []);
  if (!made.ok) throw new Error(JSON.stringify(made.failure));
  return made.value;
}

const read = (workspace: Workspace, file: string): string => readFileSync(path.join(workspace.root, file), 'utf8');

describe('makeWorkspace', () => {
  test("the copy has the project's name, its own sources and links to the data", async () => {
    const root = projectFolder({ 'train.py': 'x = 1\n', 'data/x.csv': '1,2' });
    const workspace = await workspaceOf(root);
    expect(path.basename(workspace.root)).toBe('project');
    expect(lstatSync(path.join(workspace.root, 'train.py')).isFile()).toBe(true);
    expect(lstatSync(path.join(workspace.root, 'data/x.csv')).isSymbolicLink()).toBe(true);
    expect(read(workspace, 'data/x.csv')).toBe('1,2');
    writeFileSync(path.join(workspace.root, 'data/new.csv'), 'n');
    expect(existsSync(path.join(root, 'data/new.csv'))).toBe(false);
  });

  test('paths that leave the project lead where they lead from the project, three levels up', async () => {
    const root = projectFolder({ 'train.py': '', '../data/x': 'one', '../../y': 'two', '../../../z': 'three' });
    const workspace = await workspaceOf(root);
    expect(read(workspace, '../data/x')).toBe('one');
    expect(read(workspace, '../../y')).toBe('two');
    expect(read(workspace, '../../../z')).toBe('three');
    expect(read(workspace, '../../code/data/x')).toBe('one');
    expect(readFileSync(`${workspace.directory}/project/train.py`, 'utf8')).toBe('');
  });

  test('edits change the bytes they name and no other, whatever encoding and line ends', async () => {
    const root = projectFolder({ 'train.py': '' });
    const original = Buffer.from('# -*- coding: latin-1 -*-\r\nname = "\xe9t\xe9"\r\nx = 1\t# \xe0\r\n', 'latin1');
    writeFileSync(path.join(root, 'train.py'), original);
    const start = original.toString('latin1').indexOf('x = 1');
    const workspace = await workspaceOf(root, [{ file: 'train.py', start, end: start + 5, text: 'pass' }]);
    const bytes = readFileSync(path.join(workspace.root, 'train.py'));
    expect(bytes.toString('latin1')).toBe(original.toString('latin1').replace('x = 1', 'pass'));
    expect(readFileSync(path.join(root, 'train.py'))).toEqual(original);
    expect(workspace.editedFiles).toEqual([
      {
        path: 'train.py',
        copy: path.join(workspace.root, 'train.py'),
        sha256: createHash('sha256').update(bytes).digest('hex'),
      },
    ]);
  });

  test("text that the file's encoding cannot hold is a failure, never a question mark", async () => {
    const root = projectFolder({ 'train.py': '# coding: ascii\nx = 1\n' });
    const edit = { file: 'train.py', start: 16, end: 17, text: 'λ' };
    const made = await makeWorkspace(await farmFor(root), 'run-a', [edit], []);
    expect(made).toMatchObject({ ok: false, failure: { kind: 'could-not-start' } });
  });

  test('a source behind a link is a real file: an edit does not reach the original', async () => {
    const root = projectFolder({ 'train.py': '', '../shared.py': 'y = 1\n' });
    symlinkSync('../shared.py', path.join(root, 'shared.py'));
    const edit = { file: 'shared.py', start: 4, end: 5, text: '2' };
    const workspace = await workspaceOf(root, [edit], ['train.py', 'shared.py']);
    expect(read(workspace, 'shared.py')).toBe('y = 2\n');
    expect(readFileSync(path.join(root, '../shared.py'), 'utf8')).toBe('y = 1\n');
  });

  test('a read-only project gives a copy a run can write to', async () => {
    const root = projectFolder({ 'train.py': '', 'conf.yaml': 'a: 1\n' });
    chmodSync(path.join(root, 'conf.yaml'), 0o444);
    chmodSync(root, 0o555);
    const workspace = await workspaceOf(root, [{ file: 'conf.yaml', start: 3, end: 4, text: '2' }], ['conf.yaml']);
    expect(statSync(path.join(workspace.root, 'conf.yaml')).mode & 0o200).toBe(0o200);
    expect(read(workspace, 'conf.yaml')).toBe('a: 2\n');
    expect(statSync(path.join(root, 'conf.yaml')).mode & 0o777).toBe(0o444);
  });

  test('edits that clash are a seed conflict', async () => {
    const root = projectFolder({ 'train.py': 'seed(1)\n' });
    const edits = [
      { file: 'train.py', start: 0, end: 7, text: 'pass' },
      { file: 'train.py', start: 5, end: 6, text: '(1) + 1' },
    ];
    const made = await makeWorkspace(await farmFor(root), 'run-a', edits, []);
    expect(made).toEqual({ ok: false, failure: { kind: 'seed-conflict', place: 'train.py' } });
  });

  test('what goes wrong is a failure with its reason, and leaves nothing behind', async () => {
    const root = projectFolder({ 'train.py': '' });
    const farm = await farmFor(root);
    const before = readdirSync(farm.directory);
    const made = await makeWorkspace(farm, 'run-a', [{ file: 'not-copied.py', start: 0, end: 0, text: 'x' }], []);
    expect(made).toMatchObject({ ok: false, failure: { kind: 'could-not-start' } });
    expect(readdirSync(farm.directory)).toEqual(before);
  });
});

test('removeWorkspace removes links but not what they lead to', async () => {
  const root = projectFolder({ 'train.py': '', 'data/x.csv': '1', '../beside/y': '2' });
  const workspace = await workspaceOf(root);
  expect(await removeWorkspace(workspace.directory)).toBeUndefined();
  expect(existsSync(workspace.directory)).toBe(false);
  expect(readFileSync(path.join(root, 'data/x.csv'), 'utf8')).toBe('1');
  expect(readFileSync(path.join(root, '../beside/y'), 'utf8')).toBe('2');
});

test('preparing a farm again is harmless', async () => {
  const root = projectFolder({ 'train.py': '', '../../y': '2' });
  const plan = await planWorkspace({ projectRoot: root, excluded: [], inputs: [], sources: [], words: ['..'] });
  const work = mkdtempSync(path.join(tmpdir(), 'farm-test-'));
  expect(await prepareFarm(plan, work)).toEqual(await prepareFarm(plan, work));
});
