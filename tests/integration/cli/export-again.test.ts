import { spawnSync } from 'node:child_process';
import { existsSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { CliProject, type CliResult } from './cli-project.js';

const FILES = {
  'train.py': `from model import score
value = score()
value *= 0.5  #ABLATABLE_COMPONENT(name=half)
print("METRIC score=%.4f" % value)
`,
  'model.py': 'def score():\n    return 0.75\n',
};

const EXPORT = ['export', '--script', 'ablation_study.py'];

async function study(project: CliProject, ...words: readonly string[]): Promise<void> {
  const { code, stderr } = await project.run(['run', 'train.py', '--seeds', '1', '--quiet', ...words]);
  expect(code, stderr).toBe(0);
}

function expectRefused({ code, stderr }: CliResult, file: string): void {
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining(`${file} exists already, and is not as an export wrote it`),
  ]);
}

test('an export writes over its own files again, and over none that a person changed', async () => {
  using project = new CliProject(FILES);
  await study(project);
  const first = await project.run(EXPORT);
  expect(first.code, first.stderr).toBe(0);
  const names = ['train.py', 'model.py', 'ablation_study.py', 'run.sh', 'Makefile', 'ablation_study.py.sha256'];
  expect(first.stdout.trim().split('\n').sort()).toEqual(names.map((name) => `ablation_study/${name}`).sort());
  const folder = path.join(project.directory, 'ablation_study');
  const { stdout, status } = spawnSync('sha256sum', ['-c', 'ablation_study.py.sha256'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect([status, stdout]).toEqual([0, expect.stringContaining('model.py: OK')]);

  // The project goes on, and its copies with it.
  project.write({ 'model.py': FILES['model.py'].replace('0.75', '0.85') });
  await study(project, '--rerun');
  const second = await project.run(EXPORT);
  expect(second.code, second.stderr).toBe(0);
  expect(project.read('ablation_study/model.py')).toContain('0.85');

  for (const name of ['model.py', 'ablation_study.py']) {
    const changed = `${project.read(`ablation_study/${name}`)}# mine\n`;
    project.write({ [`ablation_study/${name}`]: changed });
    expectRefused(await project.run(EXPORT), `ablation_study/${name}`);
    expect(project.read(`ablation_study/${name}`)).toBe(changed);
    const forced = await project.run([...EXPORT, '--force']);
    expect(forced.code, forced.stderr).toBe(0);
    expect(project.read(`ablation_study/${name}`)).not.toContain('# mine');
  }
});

test('two scripts in one place share what starts them, and nothing is written through a link', async () => {
  using project = new CliProject({ 'train.py': FILES['train.py'].replace('from model import score', 'score = float') });
  await study(project);
  for (const name of ['ablation_study.py', 'second.py', 'ablation_study.py']) {
    const { code, stderr } = await project.run(['export', '--script', name]);
    expect(code, stderr).toBe(0);
  }
  project.write({ Makefile: `${project.read('Makefile')}clean:\n` });
  expectRefused(await project.run(EXPORT), 'Makefile');

  using elsewhere = new CliProject({ 'theirs.py': 'print(1)\n' });
  symlinkSync(path.join(elsewhere.directory, 'theirs.py'), path.join(project.directory, 'linked.py'));
  const forced = await project.run(['export', '--script', 'linked.py', '--force']);
  expect(forced.code, forced.stderr).toBe(0);
  expect(elsewhere.read('theirs.py')).toBe('print(1)\n');
  expect(existsSync(path.join(project.directory, 'linked.py.partial'))).toBe(false);
});
