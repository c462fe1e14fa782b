import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isLeftFile, isLeftFolder, leftByTrainings, neededPaths } from '../../src/exported-script/left-by-trainings.js';
import { pythonLiteral } from '../../src/exported-script/python-literal.js';

const WORDS = ['model', 'best', 'data', 'train', 'runs', 'notes', 'log', 'cache', 'Last', 'cifar10', 'x', '.git', 'é'];
const SUFFIXES = ['', '.pt', '.pkl', '.npz', '.csv', '.json', '.log', '.py', '.', '.tar.gz', '.PT'];

const name = fc
  .tuple(fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 2 }), fc.constantFrom('_', '-', '', '.'))
  .chain(([words, between]) => fc.constantFrom(...SUFFIXES).map((suffix) => words.join(between) + suffix));
const paths = fc.array(
  fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
  {
    minLength: 1,
    maxLength: 200,
  },
);

/** What the Python of an exported script says of paths: as a folder, and as a file. */
function judgedByPython(all: readonly string[]): [boolean, boolean][] {
  const code = readFileSync('python/ablationmage_script/study/working_copy.py', 'utf8');
  const program = `${code}
import json, sys
STUDY = {"results": "study_results", "left": ${pythonLiteral(leftByTrainings())}}
judged = []
for path in json.load(sys.stdin):
    inside, _, name = path.rpartition("/")
    inside = inside + "/" if inside else ""
    judged.append([bool(_is_left_folder(name, inside)), bool(_is_left_file(name, inside))])
print(json.dumps(judged))
`;
  const { stdout, stderr } = spawnSync('python3', ['-c', program], { input: JSON.stringify(all), encoding: 'utf8' });
  expect(stderr).toBe('');
  return JSON.parse(stdout) as [boolean, boolean][];
}

test('an exported script and this tool take the same files for what a training left', () => {
  fc.assert(
    fc.property(paths, (all) => {
      expect(judgedByPython(all)).toEqual(all.map((path) => [isLeftFolder(path), isLeftFile(path)]));
    }),
    { numRuns: 20 },
  );
});

test('what the runs of the study had is needed, whatever it is called; what lies in an output folder is not by its folder', () => {
  const plan = {
    projectRoot: '/project',
    directories: ['checkpoints', 'data', 'model_code', 'plots'],
    copies: ['checkpoints/start.json', 'model_code/net.py', 'notes.txt', 'plots/style.json', 'scores.csv', 'train.py'],
    links: ['data/best_model.pt', 'data/table.csv', 'experiments'],
    leftOut: [
      { path: 'checkpoints', reason: 'named like an output' },
      { path: 'model.pt', reason: 'looks like trained weights' },
    ],
    notes: [],
    surroundings: [],
  };
  expect(neededPaths(plan)).toEqual([
    'checkpoints/start.json',
    'data/best_model.pt',
    'experiments',
    'model_code',
    'plots',
    'scores.csv',
  ]);
});
