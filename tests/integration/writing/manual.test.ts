import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CliProject, finished, until } from '../cli/cli-project.js';
import { MODEL_PACKAGES, NO_NOISE, noisyScript, ONE_TRIAL } from './noisy-script.js';

const MAIN = path.resolve('dist/cli/main.js');

const TRAIN = noisyScript('Without the noise.', '(name=noise)');

/** `ablationmage reply` with the reply on its stdin. */
async function hand(project: CliProject, words: readonly string[], text: string) {
  const child = spawn(process.execPath, [MAIN, 'reply', ...words], { cwd: project.directory, stdio: 'pipe' });
  child.stdin.end(text);
  return finished(child);
}

test('a person with a web chat: each prompt waits, `reply` hands the answer over, the report names the model', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  const words = ['run', 'train.py', '--seeds', '2', '--yes', '--api', 'manual', '--model', 'GPT-5 in the browser'];
  const study = project.start(words, MODEL_PACKAGES);
  const end = finished(study);
  const waits = (name: string) => existsSync(path.join(project.directory, 'ablationmage_outputs/train/manual', name));
  await until(() => waits('read-noise/prompt.md'), 'the hint is asked about');
  const wrong = await hand(project, ['conv2'], ONE_TRIAL);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringMatching(/No prompt "conv2" waits.*read-noise/)]);
  expect((await hand(project, [], '  \n')).code).toBe(2);
  expect((await hand(project, [], ONE_TRIAL)).code).toBe(0);
  await until(() => waits('noise/prompt.md'), 'the variant is asked for');
  const written = await hand(project, ['noise'], NO_NOISE);
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
