import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { mentionsFolderAbove } from '../../../../src/execution/workspace/mentions-folder-above.js';

const folder = mkdtempSync(path.join(tmpdir(), 'mentions-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it.each([
  'open("../data/x.csv")',
  'ROOT = Path(__file__).resolve().parent',
  'root = os.path.dirname(os.path.dirname(__file__))',
  'data = Path(__file__).parents[2]',
  'os.path.join(os.pardir, "data")',
])('a source that may reach above the project: %s', async (line) => {
  writeFileSync(path.join(folder, 'train.py'), `import os\n${line}\n`);
  expect(await mentionsFolderAbove(folder, ['train.py'], [])).toBe(true);
});

it('a word of the command counts, dots that are no path do not', async () => {
  writeFileSync(path.join(folder, 'train.py'), 'print("loading ...")\nx = [1, ...]\n');
  expect(await mentionsFolderAbove(folder, ['train.py'], ['python', 'train.py'])).toBe(false);
  expect(await mentionsFolderAbove(folder, ['train.py'], ['python', 'train.py', '--data=../data'])).toBe(true);
});
