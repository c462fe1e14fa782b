import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/core/user-error.js';
import { readDocuments } from '../../../src/whole-script/read-documents.js';
import { ScratchFolder } from './scratch-folder.js';

async function pathsOf(folder: ScratchFolder, ...names: readonly string[]): Promise<readonly string[]> {
  const { documents } = await readDocuments(names, folder.directory);
  return documents.map((document) => document.path);
}

const PROJECT = {
  'train.py': 'import models.net  #ABLATABLE_COMPONENT\n',
  'models/net.py': 'import torch\n',
  'models/README.md': '# nets\n',
  'config/base.yaml': 'lr: 1\n',
  'notes.TXT': 'notes\n',
  'weights.pt': 'binary',
  'secret/key.txt': 'k\n',
  '.gitignore': 'secret/\n*.cfg\n!keep.cfg\n',
  'setup.cfg': '[a]\n',
  'keep.cfg': '[a]\n',
  '.github/ci.yml': 'on: push\n',
  '.hidden.json': '{}',
  '__pycache__/x.py': '',
  'node_modules/p/package.json': '{}',
  'my-venv/pyvenv.cfg': 'home = /usr\n',
  'my-venv/lib/site.py': '',
  'venv/lib/site.py': '',
  'ablationmage_outputs/first-call-1/ablation_code.py': 'x = 1\n',
};
const SENT = ['config/base.yaml', 'keep.cfg', 'models/README.md', 'models/net.py', 'notes.TXT', 'train.py'];

describe('the documents of a folder', () => {
  test('are all below it with known suffixes, under relative paths, without what is ignored', async () => {
    using folder = new ScratchFolder(PROJECT);
    expect(await pathsOf(folder, '.')).toEqual(SENT);
  });

  test('are the same where git answers', async () => {
    using folder = new ScratchFolder(PROJECT);
    execFileSync('git', ['init', '--quiet'], { cwd: folder.directory });
    expect(await pathsOf(folder, '.')).toEqual(SENT);
  });

  test('follow the order of the names, each file once, links included', async () => {
    using folder = new ScratchFolder(PROJECT);
    symlinkSync(path.join(folder.directory, 'train.py'), path.join(folder.directory, 'again.py'));
    symlinkSync(folder.directory, path.join(folder.directory, 'models', 'circle'));
    expect(await pathsOf(folder, 'train.py', 'models', 'again.py', './train.py')).toEqual([
      'train.py',
      'models/README.md',
      'models/net.py',
    ]);
  });

  test('keep a relative path outside of the current folder', async () => {
    using folder = new ScratchFolder(PROJECT);
    const { documents } = await readDocuments(['../config'], path.join(folder.directory, 'models'));
    expect(documents).toEqual([{ path: '../config/base.yaml', text: 'lr: 1\n' }]);
  });

  test('leave out, and say so, what is data or no text', async () => {
    using folder = new ScratchFolder({
      'a.py': 'x = 1\n',
      'big.json': `[${'1,'.repeat(200_000)}1]`,
      'latin.txt': Uint8Array.from([0x66, 0xfc, 0x72]),
    });
    const { documents, leftOut } = await readDocuments(['.'], folder.directory);
    expect(documents.map((document) => document.path)).toEqual(['a.py']);
    expect(leftOut).toEqual([
      expect.stringMatching(/^big\.json has 391 kB.*-d/),
      expect.stringMatching(/^latin\.txt is no text in UTF-8/),
    ]);
    expect(await pathsOf(folder, 'big.json')).toEqual(['big.json']);
  });
});

test('a notebook is its code and its markdown', async () => {
  const cells = [
    { cell_type: 'markdown', source: ['# Training\n', 'of a net'] },
    { cell_type: 'code', source: ['import torch\n', 'net = f()'], outputs: [{ data: { 'image/png': 'AAAA' } }] },
    { cell_type: 'raw', source: 'raw' },
    { cell_type: 'code', source: 'net.fit()  #ABLATABLE_COMPONENT\n' },
  ];
  using folder = new ScratchFolder({ 'a.ipynb': JSON.stringify({ cells, nbformat: 4 }) });
  const { documents } = await readDocuments(['a.ipynb'], folder.directory);
  expect(documents[0]?.text).toBe(
    '# %% [markdown]\n# # Training\n# of a net\n\n# %%\nimport torch\nnet = f()\n\n\n# %%\nnet.fit()  #ABLATABLE_COMPONENT\n',
  );
});

test('Python in its own encoding is read as Python reads it', async () => {
  const text = Uint8Array.from([...new TextEncoder().encode('# coding: latin-1\nx = "'), 0xfc, 0x22, 0x0a]);
  using folder = new ScratchFolder({ 'a.py': text });
  const { documents } = await readDocuments(['a.py'], folder.directory);
  expect(documents[0]?.text).toBe('# coding: latin-1\nx = "ü"\n');
});

describe('what cannot be sent is an error that says what to do', () => {
  test.each([
    ['nothing named', [], /-d your_base_code\.py/],
    ['a missing file', ['nope.py'], /-d nope\.py: there is no such file/],
    ['another suffix', ['weights.pt'], /weights\.pt is none of the documents.*\.ipynb/],
    ['no text', ['bad.md'], /bad\.md is no text in UTF-8/],
    ['Python in a wrong encoding', ['bad.py'], /bad\.py is not UTF-8 \(near line 1\)/],
    ['a broken notebook', ['bad.ipynb'], /bad\.ipynb is no notebook/],
    ['a folder without documents', ['empty'], /no documents in empty/],
    ['too much', ['long.txt', 'more.txt'], /1010 k characters.*long\.txt \(900 k characters\), more\.txt/],
  ])('%s', async (_, names, message) => {
    using folder = new ScratchFolder({
      'weights.pt': 'x',
      'bad.md': Uint8Array.from([0xff, 0x41]),
      'bad.py': Uint8Array.from([0xff, 0x41]),
      'bad.ipynb': '{"cells": 3}',
      'empty/x.bin': '',
      'long.txt': 'x'.repeat(900_000),
      'more.txt': 'x'.repeat(110_000),
    });
    const reading = readDocuments(names, folder.directory);
    await expect(reading).rejects.toThrow(UserError);
    await expect(reading).rejects.toThrow(message);
  });
});
