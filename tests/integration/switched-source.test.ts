import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { checkByFolding } from '../../src/exported-script/check-by-folding.js';
import { loadPythonParser } from '../../src/source/python-parser.js';
import { switchedSource } from '../../src/variants/switched/switched-source.js';
import { baseFolder, readCases, type BenchmarkCase } from './benchmark-cases.js';
import { findPythonWith } from './probe/find-pythons.js';

const python = findPythonWith()?.path ?? 'python3';
const VARIABLES = { trial: 'TRIAL', seed: 'SEED_INDEX' };
/** Variants by many hands: statements moved, blocks dissolved, arguments and elements gone, classes renamed. */
const BASES = ['cnn', 'gan', 'multifile', 'mobile', 'recsys', 'unet', 'sklearn_pipeline', 'gnn'];

beforeAll(loadPythonParser);

test.each(BASES)('the switches of all variants of %s fold back to each of them, and to the original', async (base) => {
  const cases = readCases().filter((each) => each.base === base);
  const byFile = new Map<string, Map<string, string>>();
  for (const each of cases) {
    for (const [file, text] of editedFiles(each)) {
      const versions = byFile.get(file) ?? new Map<string, string>();
      byFile.set(file, versions.set(`${each.component}.${each.id}`, text));
    }
  }
  expect(byFile.size).toBeGreaterThan(0);
  const switched = [...byFile].map(([file, versions]) => {
    const original = readFileSync(path.join(baseFolder({ base }), file), 'utf8');
    const text = switchedSource(original, versions, { variable: VARIABLES.trial });
    return { path: file, text, original, versions, usesSeed: false };
  });
  expect(await checkByFolding(python, switched, new Map(), VARIABLES)).toEqual([]);
});

test('a switch that is not what it stands for is found', async () => {
  const original = 'a = 1\nb = [\n    1,\n    2,\n]\n';
  const wrong =
    'if TRIAL == "x":\n    a = 2\nelse:\n    a = 1\nb = [\n    *([] if TRIAL == "x" else [1]),\n    2,\n]\n';
  const file = { path: 'train.py', text: wrong, original, usesSeed: false };
  const fold = (version: string): Promise<readonly string[]> =>
    checkByFolding(python, [{ ...file, versions: new Map([['x', version]]) }], new Map(), VARIABLES);
  expect(await fold('a = 2\nb = [\n    2,\n]\n')).toEqual([]);
  expect(await fold('a = 1\nb = [\n    2,\n]\n')).toEqual(['x, train.py:1: a = 1 differs']);
  expect(await fold('a = 2\nb = [\n    1,\n    2,\n]\n')).toEqual(['x, train.py:2: b = [1, 2] differs']);
});

const SEEDED = `import random
if TRIAL == "x":
    random.seed(4 + SEED_INDEX)
    a = 2
else:
    random.seed(4 + SEED_INDEX)
    a = 1
`;

test.each([
  ['each has its seed', SEEDED, []],
  [
    'a trial keeps the first seed',
    SEEDED.replace('4 + SEED_INDEX', '4'),
    ['x, train.py:2: random.seed(4 + 1) differs'],
  ],
  [
    'a trial has another seed',
    SEEDED.replace('4 + SEED_INDEX', '4 + SEED_INDEX + SEED_INDEX'),
    ['x, train.py:2: random.seed(4 + 1) differs'],
  ],
  [
    'the baseline keeps the first seed',
    SEEDED.replace('4 + SEED_INDEX)\n    a = 1', '4)\n    a = 1'),
    ['baseline, train.py:2: random.seed(4 + 1) differs'],
  ],
])('the seed of every trial is what the study gave it: %s', async (_, text, found) => {
  const original = 'import random\nrandom.seed(4)\na = 1\n';
  const seeded = original.replace('seed(4)', 'seed((4) + 1)');
  const file = {
    path: 'train.py',
    text,
    original,
    versions: new Map([
      ['baseline', seeded],
      ['x', seeded.replace('a = 1', 'a = 2')],
    ]),
    usesSeed: true,
  };
  expect(await checkByFolding(python, [file], new Map(), VARIABLES)).toEqual(found);
});

function editedFiles(each: BenchmarkCase): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const { file, find, replace } of each.edits) {
    if (!file.endsWith('.py')) continue;
    const text = texts.get(file) ?? readFileSync(path.join(baseFolder(each), file), 'utf8');
    texts.set(
      file,
      text.replace(find, () => replace ?? ''),
    );
  }
  return texts;
}
