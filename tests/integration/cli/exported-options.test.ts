import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { CliProject } from './cli-project.js';

async function exported(files: Readonly<Record<string, string>>, ...words: readonly string[]): Promise<CliProject> {
  const project = new CliProject(files);
  for (const command of [
    ['run', 'train.py', '--seeds', '1', '--quiet', ...words],
    ['export', '--script', 'study.py'],
  ]) {
    const { code, stderr } = await project.run(command);
    expect(code, stderr).toBe(0);
  }
  return project;
}

function python(project: CliProject, ...words: readonly string[]): string {
  const { stdout, stderr } = spawnSync('python3', words, { cwd: project.directory, encoding: 'utf8' });
  return stdout + stderr;
}

test('a folder without options is the original: it seeds nothing, and has no arguments of the study', async () => {
  using project = await exported(
    {
      'train.py': `import os, random, sys
from model import score
print("drawn", random.random(), sys.argv[1:], os.environ.get("PYTHONHASHSEED"), os.environ.get("ABLATION_TRIAL"))
value = score()
value *= 0.5  #ABLATABLE_COMPONENT(name=half)
print("METRIC score=%.2f" % value)
`,
      'model.py': 'def score():\n    return 0.75\n',
    },
    '--',
    '--steps',
    '7',
  );
  const drawn = [1, 2].map(() => python(project, 'study/study.py', '--mine').split('\n')[0]);
  expect(drawn[0]).toMatch(/^drawn \S+ \['--mine'\] None None$/u);
  expect(drawn[0]).not.toBe(drawn[1]);
  expect(python(project, 'study/study.py', '--ablation-trial', 'half')).toContain("['--steps', '7'] 0 half");
});
