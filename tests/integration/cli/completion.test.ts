import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { CliProject } from './cli-project.js';

/** What bash offers behind the words, the last of which is being typed. */
function offered(project: CliProject, script: string, words: readonly string[]): string[] {
  const asked = `${script}
COMP_WORDS=(ablationmage "$@"); COMP_CWORD=$#; _ablationmage; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const said = execFileSync('bash', ['-c', asked, 'bash', ...words], { cwd: project.directory, encoding: 'utf8' });
  return said.split('\n').filter(Boolean);
}

test('bash offers commands, options, the values of some, names of studies and files', async () => {
  using project = new CliProject({
    'train.py': '',
    'ablationmage_outputs/first/study.json': '{}',
    'ablationmage_outputs/second/study.json': '{}',
  });
  const { stdout: script } = await project.run(['completion', 'bash']);
  expect(offered(project, script, ['rep'])).toEqual(['reply', 'report']);
  expect(offered(project, script, ['report', '--form'])).toEqual(['--format']);
  expect(offered(project, script, ['report', '--format', 'latex-'])).toEqual([
    'latex-narrow',
    'latex-wide',
    'latex-matrix',
    'latex-figures',
  ]);
  expect(offered(project, script, ['report', '--to', 'w'])).toEqual(['wandb']);
  expect(offered(project, script, ['run', '--sandbox', ''])).toEqual(['auto', 'bwrap', 'none']);
  for (const command of ['report', 'view', 'export', 'diff']) {
    expect(offered(project, script, [command, '--name', 's'])).toEqual(['second']);
  }
  expect(offered(project, script, ['run', 'tr'])).toEqual(['train.py']);
});

test('zsh and fish know the same values', async () => {
  using project = new CliProject({ 'train.py': '' });
  const { stdout: zsh } = await project.run(['completion', 'zsh']);
  expect(zsh).toMatch(/'--direction\[[^\]]*\]:value:\(higher lower\)'/);
  expect(zsh).toMatch(/'--name\[[^\]]*\]:study:_files -W ablationmage_outputs -\/'/);
  const { stdout: fish } = await project.run(['completion', 'fish']);
  expect(fish).toMatch(/seen_subcommand_from report' -l direction -d '[^']*' -x -a 'higher lower'/);
});
