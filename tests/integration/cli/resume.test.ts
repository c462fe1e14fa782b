import { expect, test } from 'vitest';
import { CliProject } from './cli-project.js';

const SCRIPT = 'SEED = 3\nscore = SEED + 1  #ABLATABLE_COMPONENT(name=one, term=1)\nprint(f"METRIC score={score}")\n';

test('what was decided for one start is not decided for the next', async () => {
  using project = new CliProject({ 'train.py': SCRIPT });
  const first = await project.run(['run', 'train.py', '--python', '/usr/bin/python3', '--seeds', '2', '--rerun']);
  expect(first.code, first.stderr).toBe(0);
  project.write({ 'train.py': SCRIPT.replace('= 3', '= 4') });
  const resumed = await project.run(['resume']);
  expect(resumed.code, resumed.stderr).toBe(2);
  expect(resumed.stderr).toContain('--keep-results');
});
