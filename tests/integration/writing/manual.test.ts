import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CliProject, finished, until } from '../cli/cli-project.js';
import { block, reply } from './scripted-model.js';

/** A library of which the probe sees models and optimizers, and which is there at once. */
const PYTHONPATH = path.resolve('tests/integration/probe/model-packages');
const MAIN = path.resolve('dist/cli/main.js');

const TRAIN = `import random
import keras
random.seed(0)
#ABLATION_HINT_START(name=noise)
# Without the noise.
#ABLATION_HINT_END
noise = random.gauss(0, 0.01)
model = keras.Sequential([keras.Dense(8, name="first"), keras.Dense(1, name="head")])
model.compile(optimizer=keras.Adam(0.1))
model.fit([[1.0, 2.0]] * 4, [1.0] * 4)
print(f"METRIC accuracy={0.5 + noise + len(model.layers) / 10:.5f}")
`;
const NOISE = 'noise = random.gauss(0, 0.01)';
const TRIALS = JSON.stringify({
  trials: [
    {
      ...{ id: 'no-noise', title: 'without noise', change: 'remove', instruction: 'Set noise to 0.' },
      ...{ changes: [{ line: 7, before: NOISE, after: 'noise = 0' }], expectation: '' },
    },
  ],
});

/** `ablationmage reply` with the reply on its stdin. */
async function hand(project: CliProject, words: readonly string[], text: string) {
  const child = spawn(process.execPath, [MAIN, 'reply', ...words], { cwd: project.directory, stdio: 'pipe' });
  child.stdin.end(text);
  return finished(child);
}

test('a person with a web chat: each prompt waits, `reply` hands the answer over, the report names the model', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  const words = ['run', 'train.py', '--seeds', '2', '--yes', '--api', 'manual', '--model', 'GPT-5 in the browser'];
  const study = project.start(words, { PYTHONPATH });
  const end = finished(study);
  const waits = (name: string) => existsSync(path.join(project.directory, 'ablationmage_outputs/train/manual', name));
  await until(() => waits('read-noise/prompt.md'), 'the hint is asked about');
  const wrong = await hand(project, ['conv2'], TRIALS);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringMatching(/No prompt "conv2" waits.*read-noise/)]);
  expect((await hand(project, [], '  \n')).code).toBe(2);
  expect((await hand(project, [], TRIALS)).code).toBe(0);
  await until(() => waits('noise/prompt.md'), 'the variant is asked for');
  const written = await hand(project, ['noise'], reply('No noise.', 'train.py', block(NOISE, 'noise = 0')));
  expect(written.code, written.stderr).toBe(0);
  const result = await end;
  expect(result.code, result.stderr).toBe(0);
  expect(project.report().trials[1]).toMatchObject({
    label: 'without noise',
    verdict: { kind: 'faithful' },
    model: { modelId: 'GPT-5 in the browser' },
  });
  const nobody = await hand(project, [], 'late');
  expect([nobody.code, nobody.stderr]).toEqual([2, expect.stringMatching(/No prompt of this study waits/)]);
});
