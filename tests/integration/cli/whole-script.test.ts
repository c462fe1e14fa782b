import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CliProject, finished, until, type CliResult } from './cli-project.js';

const TRAIN = 'import net\nmodel = net.make()\nmodel.drop = 0.5  #ABLATABLE_COMPONENT\n';
const SCRIPT = 'import sys\n\n\ndef run(trial):\n    return 1.0\n\n\nprint(run("baseline"), sys.argv)\n';
const GOOD_REPLY = `Here it is.\n\`\`\`python\n${SCRIPT}\`\`\`\nOne trial.\n`;

/** Answers with the text of `reply.md` and keeps what it was asked: a program for `--command`. */
const ANSWERING_PROGRAM = `
const fs = require('node:fs');
const path = require('node:path');
fs.writeFileSync(path.join(__dirname, 'asked.txt'), fs.readFileSync(0));
process.stdout.write(fs.readFileSync(path.join(__dirname, 'reply.md')));
`;

function projectWith(reply: string, more: Readonly<Record<string, string>> = {}): CliProject {
  const files = {
    'train.py': TRAIN,
    'lib/net.py': 'def make():\n    ...\n',
    'lib/.gitignore': 'old.py\n',
    'lib/old.py': '',
  };
  return new CliProject({ ...files, 'bot/reply.md': reply, 'bot/answer.cjs': ANSWERING_PROGRAM, ...more });
}

async function call(project: CliProject, ...words: readonly string[]): Promise<CliResult> {
  return project.run([...words, ...programFlags(project)]);
}

function programFlags(project: CliProject): readonly string[] {
  return ['--api', 'command', '--command', `${process.execPath} ${path.join(project.directory, 'bot/answer.cjs')}`];
}

function callFolders(project: CliProject): readonly string[] {
  const outputs = path.join(project.directory, 'ablationmage_outputs');
  return existsSync(outputs) ? readdirSync(outputs).sort() : [];
}

test('first-call saves the reply and its script, and touches nothing else', async () => {
  using project = projectWith(GOOD_REPLY);
  const before = readdirSync(project.directory, { recursive: true }).sort();
  const { code, stdout, stderr } = await call(project, 'first-call', '-d', 'train.py', '-d', 'lib');
  expect(stderr).toMatch(/^Asking command .* with 2 documents\n$/);
  expect(code).toBe(0);
  const [folder = '', ...others] = callFolders(project);
  expect(folder).toMatch(/^first-call-\d{8}-\d{6}$/);
  expect(others).toEqual([]);
  const at = `ablationmage_outputs/${folder}`;
  expect(stdout).toContain(`Script: ${at}/ablation_code.py\nReply:  ${at}/reply.md\n`);
  expect(stdout).toMatch(/about \d+ tokens in, \d+ out, price not known/);
  expect(project.read(`${at}/ablation_code.py`)).toBe(SCRIPT);
  expect(project.read(`${at}/reply.md`).trim()).toBe(GOOD_REPLY.trim());
  const asked = project.read('bot/asked.txt');
  expect(asked.trim()).toBe(project.read(`${at}/prompt.md`).trim());
  expect(asked).toContain(`Document train.py:\n\`\`\`python\n${TRAIN}\`\`\``);
  expect(asked).toContain('Document lib/net.py:');
  expect(asked).not.toContain('old.py');
  const after = readdirSync(project.directory, { recursive: true }).map(String);
  expect(after.filter((name) => !name.startsWith('ablationmage_outputs')).sort()).toEqual(
    [...before.map(String), 'bot/asked.txt'].sort(),
  );
});

test('a second call leaves the first one as it is', async () => {
  using project = projectWith(GOOD_REPLY);
  await call(project, 'first-call', '-d', 'train.py');
  const [first = ''] = callFolders(project);
  project.write({ 'bot/reply.md': GOOD_REPLY.replace('1.0', '2.0') });
  await call(project, 'first-call', '-d', 'train.py');
  expect(callFolders(project)).toHaveLength(2);
  expect(project.read(`ablationmage_outputs/${first}/ablation_code.py`)).toBe(SCRIPT);
});

test('with a chat template the rendered conversation is sent', async () => {
  const template = '{% for m in messages %}<|{{ m.role }}|>{{ m.content }}{{ eos_token }}{% endfor %}<|assistant|>';
  const config = JSON.stringify({ chat_template: template, eos_token: '</s>' });
  using project = projectWith(GOOD_REPLY, { 'zephyr/tokenizer_config.json': config });
  const { code, stderr } = await call(project, 'first-call', 'zephyr', '-d', 'train.py');
  expect([code, stderr]).toEqual([0, expect.stringContaining('with 1 document\n')]);
  expect(project.read('bot/asked.txt')).toMatch(
    /<\|system\|>You write Python[\s\S]*<\/s><\|user\|>Document train\.py:[\s\S]*<\/s><\|assistant\|>/,
  );
});

describe('followup-call sends the script and what it printed', () => {
  test.each([
    ['with -o', ['-o', 'error_output.txt']],
    ['as in the original', ['zephyr', 'error_output.txt']],
    ['only the file', ['error_output.txt']],
  ])('%s', async (_, words) => {
    using project = projectWith(GOOD_REPLY, {
      'ablation_code.py': 'print(1 / 0)\n',
      'error_output.txt': 'ZeroDivisionError: division by zero\n',
      'zephyr/chat_template.jinja': '{% for m in messages %}{{ m.content }}\n{% endfor %}',
    });
    const { code, stdout } = await call(project, 'followup-call', ...words, '-d', 'ablation_code.py');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^Script: ablationmage_outputs\/followup-call-/)]);
    const asked = project.read('bot/asked.txt');
    expect(asked).toContain('Document ablation_code.py:\n```python\nprint(1 / 0)\n```');
    expect(asked).toContain('ZeroDivisionError: division by zero');
  });
});

describe('exit code 1 where no script came that can be run', () => {
  test.each([
    ['no code', 'I would rather not.', /no Python code/, false],
    ['no Python', '```python\nimport a\ndef f(:\n    pass\n```\n', /no valid Python in line 2/, true],
    ['cut', '```python\nimport a\nx = 1\n', /is cut: its fence is not closed/, true],
    ['code left out', '```python\nimport a\n# ... rest of the code\n```\n', /left out in line 2/, true],
  ])('%s: the reply is kept, the reason is said', async (_, reply, reason, hasScript) => {
    using project = projectWith(reply);
    const { code, stdout } = await call(project, 'first-call', '-d', 'train.py');
    expect([code, stdout]).toEqual([1, expect.stringMatching(reason)]);
    const at = `ablationmage_outputs/${callFolders(project)[0] ?? ''}`;
    expect(project.read(`${at}/reply.md`).trim()).toBe(reply.trim());
    expect(existsSync(path.join(project.directory, at, 'ablation_code.py'))).toBe(hasScript);
  });

  test('no reply', async () => {
    using project = projectWith(GOOD_REPLY, { 'bot/answer.cjs': 'process.exit(3);' });
    const { code, stdout } = await call(project, 'first-call', '-d', 'train.py');
    expect([code, stdout]).toEqual([1, expect.stringContaining('exit code 3')]);
    expect(stdout).toContain('prompt.md');
  });
});

test('Ctrl-C ends the call; the prompt is kept', async () => {
  using project = projectWith(GOOD_REPLY, {
    'bot/answer.cjs': ANSWERING_PROGRAM.replace(/process\.stdout.*/, 'setInterval(() => undefined, 1000);'),
  });
  const child = project.start(['first-call', '-d', 'train.py', ...programFlags(project)]);
  await until(() => existsSync(path.join(project.directory, 'bot/asked.txt')), 'the program was asked');
  child.kill('SIGINT');
  expect((await finished(child)).code).toBe(130);
  expect(
    readdirSync(path.join(project.directory, 'ablationmage_outputs', callFolders(project)[0] ?? '')).sort(),
  ).toEqual(['exchanges', 'prompt.md']);
});

describe('exit code 2 where nothing could be asked; nothing is written', () => {
  test.each([
    ['no documents', ['first-call'], /-d your_base_code\.py/],
    ['a missing document', ['first-call', '-d', 'nope.py'], /nope\.py/],
    ['no marks', ['first-call', '-d', 'lib/net.py'], /Nothing is marked.*#ABLATABLE_COMPONENT/],
    ['a missing template', ['first-call', './zephyr', '-d', 'train.py'], /zephyr is no chat template/],
    ['no output', ['followup-call', '-d', 'train.py'], /-o error_output\.txt/],
    ['a missing output', ['followup-call', '-o', 'nope.txt', '-d', 'train.py'], /nope\.txt/],
  ])('%s', async (_, words, message) => {
    using project = projectWith(GOOD_REPLY);
    const { code, stdout, stderr } = await call(project, ...words);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(message)]);
    expect(callFolders(project)).toEqual([]);
  });

  test('no provider, and a provider without its key', async () => {
    using project = projectWith(GOOD_REPLY);
    const nobody = await project.run(['first-call', '-d', 'train.py']);
    expect([nobody.code, nobody.stderr]).toEqual([2, expect.stringContaining('-a anthropic -m MODEL')]);
    const keyless = ['first-call', '-a', 'anthropic', '-m', 'any', '-d', 'train.py'];
    const result = await project.run(keyless, { ANTHROPIC_API_KEY: '' });
    expect([result.code, result.stderr]).toEqual([2, expect.stringContaining('ANTHROPIC_API_KEY')]);
    expect(callFolders(project)).toEqual([]);
  });
});
