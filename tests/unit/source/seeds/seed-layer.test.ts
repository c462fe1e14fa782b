import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../../src/core/user-error.js';
import { describeSeedStrategy } from '../../../../src/source/seeds/describe-seed-strategy.js';
import { findSeedStrategy } from '../../../../src/source/seeds/find-seed-strategy.js';
import { seedLayer } from '../../../../src/source/seeds/seed-layer.js';
import { loadPythonParser, parsePython } from '../../../../src/source/python-parser.js';
import { readFiles, shiftedFiles } from './seeded-project.js';

const run = promisify(execFile);

beforeAll(loadPythonParser);

/** Prints what each form of seed draws; `SEED` is the only thing that differs from its unshifted twin. */
const script = (seed: number): string => `import random
SEED = ${seed}
class Config:
    seed = SEED
def set_seed(value=1):
    random.seed(value)
set_seed(SEED)
print(random.random())
random.seed(a=Config.seed)
print(random.random())
rng = random.Random(SEED * 2 - SEED)
print(rng.random())
for epoch in range(2):
    random.seed(SEED + epoch)
    print(random.random())
random.seed(rng.randrange(10**6))
print(random.random())
`;

const statement = fc.constantFrom(
  'random.seed(SEED)',
  'np.random.seed(3)',
  'torch.manual_seed(  7 )',
  'g = torch.Generator().manual_seed(1_000)',
  'model = SVC(C=1.0, random_state = 0)  # comment',
  'if True: random.seed(\n    # why\n    -5\n)',
  "x = f'{random.Random(4).random()}'",
  "name = 'ünïcödé 🎲'",
  'a, b = train_test_split(x, random_state=0)',
  'random.seed(None)',
);
const HEADER =
  'import random, torch\nimport numpy as np\nfrom sklearn.svm import SVC\nfrom sklearn.model_selection import train_test_split\nSEED = 42\n';

describe('the seed layer', () => {
  it('changes nothing but the seeds, parses, and is empty at index 0', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(statement, { maxLength: 8 }), fc.integer({ min: 1, max: 20 }), async (lines, index) => {
        const text = HEADER + lines.map((line) => `${line}\n`).join('');
        const project = await readFiles({ 'train.py': text });
        const strategy = findSeedStrategy(project, [], 'keep-splits');
        expect(seedLayer(strategy, 0, project).edits).toEqual([]);
        const shifted = (await shiftedFiles({ files: { 'train.py': text } }, index))['train.py'] ?? '';
        expect(parsePython(shifted).rootNode.hasError).toBe(false);
        for (const edit of seedLayer(strategy, index, project).edits) {
          expect(edit.text).toBe(`(${text.slice(edit.start, edit.end)}) + ${index}`);
        }
        expect(shifted.replaceAll(new RegExp(String.raw`\(([^()]*?)\) \+ ${index}(?!\d)`, 'g'), '$1')).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  it('makes a real Python consume the seed plus the index, every one of them once', async () => {
    const shifted = (await shiftedFiles({ files: { 'train.py': script(42) } }, 3))['train.py'] ?? '';
    const [shiftedRun, twin] = await Promise.all([
      run('python3', ['-c', shifted], { timeout: 20_000 }),
      run('python3', ['-c', script(45)], { timeout: 20_000 }),
    ]);
    expect(shiftedRun.stdout).toBe(twin.stdout);
  });

  it('refuses a file that is no longer what it was', async () => {
    const project = await readFiles({ 'train.py': 'import random\nrandom.seed(1)\n' });
    const strategy = findSeedStrategy(project, [], 'keep-splits');
    const changed = await readFiles({ 'train.py': 'import random\nx = 1\nrandom.seed(1)\n' });
    expect(() => seedLayer(strategy, 1, changed)).toThrow(UserError);
    expect(() => seedLayer(strategy, 1, changed)).toThrow(/train\.py:2/);
  });

  it('is described with its places', async () => {
    const project = await readFiles({ 'train.py': 'import random\nrandom.seed(SEED)\nSEED = 1\n' });
    expect(describeSeedStrategy(findSeedStrategy(project, [], 'keep-splits'))).toEqual({
      how: 'The seed index is added to the seed at each call that consumes one.',
      places: ['train.py:2 SEED → (SEED) + seed index'],
    });
  });
});
