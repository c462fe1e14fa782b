import { expect, test } from 'vitest';
import { CliProject } from '../cli/cli-project.js';

const TRAIN = `import random
noise = random.gauss(0, 0.01)  #ABLATABLE_COMPONENT
#ABLATION_HINT_START(name=scale)
# Without the scale, and with half of it.
#ABLATION_HINT_END
score = 2 * noise
print(f"METRIC score={score}")
`;

test('prompt prints what would be asked first, and asks nobody', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  const variant = await project.run(['prompt', 'noise', 'train.py']);
  expect(variant.code, variant.stderr).toBe(0);
  expect(variant.stdout).toMatch(/Remove the component "noise"[^]*2\| noise = random\.gauss/);
  expect(variant.stderr).toMatch(/Without the module tree/);
  // Of a hint, a model is asked first which trials it means.
  const hint = await project.run(['prompt', 'scale', 'train.py']);
  expect(hint.code, hint.stderr).toBe(0);
  expect(hint.stdout).toMatch(/List the trials it asks for/);
  const unknown = await project.run(['prompt', 'nosie', 'train.py']);
  expect([unknown.code, unknown.stderr]).toEqual([
    2,
    expect.stringMatching(/no component "nosie".*noise, scale/) as string,
  ]);
});
