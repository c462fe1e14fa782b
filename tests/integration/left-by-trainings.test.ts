import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as names from '../../src/execution/workspace/file-names.js';
import { isLeftFile, isLeftFolder, neededPaths } from '../../src/exported-script/left-by-trainings.js';

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

const CODE = readFileSync('python/ablationmage_script/study/working_copy.py', 'utf8');

test('an exported script has the patterns of this tool', () => {
  const program = `${CODE}
import json
print(json.dumps([_NO_FOLDER_OF_A_TRAINING, _OUTPUT_FOLDER, _WEIGHTS, _LOG, _MODEL_WORD, _DATA_FOLDER, _ARRAY_OR_PICKLE]))
`;
  const { stdout, stderr } = spawnSync('python3', ['-c', program], { encoding: 'utf8' });
  expect(stderr).toBe('');
  const [folders, ...patterns] = JSON.parse(stdout) as [string[], ...string[]];
  expect(folders.toSorted()).toEqual([...names.NEVER_NEEDED].toSorted());
  const { OUTPUT_FOLDER, WEIGHTS_SUFFIX, LOG_NAME, MODEL_WORD, DATA_FOLDER } = names;
  const own = [OUTPUT_FOLDER, WEIGHTS_SUFFIX, LOG_NAME, MODEL_WORD, DATA_FOLDER].map(({ source }) => source);
  const suffixes = [names.ARRAY_SUFFIX, names.PICKLE_SUFFIX].map(
    ({ source }) => /\((?<all>.*)\)/u.exec(source)?.groups?.all,
  );
  expect(patterns).toEqual([...own, `\\.(${suffixes.join('|')})$`]);
});

/** What the Python of an exported script says of paths: as a folder, and as a file. */
function judgedByPython(all: readonly string[]): [boolean, boolean][] {
  const program = `${CODE}
import json, sys
STUDY = {"results": "study_results", "written": []}
judged = []
for path in json.load(sys.stdin):
    judged.append([_is_left_folder(path), _is_left_file(path)])
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
    directories: ['checkpoints', 'data', 'plots', 'results'],
    copies: ['checkpoints/start.json', 'notes.txt', 'results/__init__.py', 'scores.csv', 'train.py'],
    links: ['data/best_model.pt', 'data/table.csv', 'experiments'],
    leftOut: [
      { path: 'checkpoints', reason: 'named like an output' },
      { path: 'model.pt', reason: 'looks like trained weights' },
    ],
    notes: [],
    surroundings: [],
  };
  expect(neededPaths(plan).toSorted()).toEqual(['checkpoints/start.json', 'data/best_model.pt', 'results']);
});
