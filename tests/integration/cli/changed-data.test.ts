import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CliProject, finished, until } from './cli-project.js';

const SCRIPT = `import os, time
k = float(open("data.csv").read())
open(os.environ["HERE"] + "/begun", "w").close()
while not os.path.exists(os.environ["HERE"] + "/gate"):
    time.sleep(0.05)
SEED = 3
print(f"METRIC score={k * SEED}")
`;
const COMPONENTS = 'components:\n  - { name: one, args: --one }\n';

test('data that changed while a study went on belongs to no run that had the copy of before', async () => {
  using project = new CliProject({ 'train.py': SCRIPT, 'data.csv': '1\n', 'ablation.yaml': COMPONENTS });
  using outside = new CliProject({});
  const words = ['run', 'train.py', '--python', '/usr/bin/python3', '--seeds', '2', '--jobs', '1'];
  const environment = { HERE: outside.directory };
  const ended = finished(project.start(words, environment));
  await until(() => existsSync(path.join(outside.directory, 'begun')), 'the first run has read its data');
  project.write({ 'data.csv': '5\n' });
  writeFileSync(path.join(outside.directory, 'gate'), '');
  const first = await ended;
  expect(first.code, first.stderr).toBe(0);
  const again = await project.run(words, environment);
  expect(again.code, again.stderr).toBe(2);
  expect(again.stderr).toContain('4 finished runs no longer match (changed: data.csv)');
});
