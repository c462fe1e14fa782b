import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { anthropicError, startAnthropicServer } from '../../unit/models/servers/anthropic-server.js';
import { CliProject } from '../cli/cli-project.js';
import { MODEL_PACKAGES, NO_NOISE, noisyScript, ONE_TRIAL } from './noisy-script.js';

const KEY = 'sk-ant-api03-0123456789abcdef0123456789abcdef';

/** It also prints which keys it can see. */
const TRAIN = noisyScript('Without the noise.', '(name=noise)')
  .replace('import random', 'import os\nimport random')
  .replace('print(', 'print("keys:", sorted(name for name in os.environ if "KEY" in name))\nprint(');

const WORDS = ['-a', 'anthropic', '-m', 'claude-sonnet-4-5', '--yes', '--seeds', '2', '--edit-format', 'blocks'];

function textsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'utf8'));
}

test('a study through the Messages API: waits as told, counts what it costs, and the key is nowhere', async () => {
  const server = await startAnthropicServer([
    {
      kind: 'error',
      status: 429,
      body: anthropicError('rate_limit_error', `too many requests with ${KEY}`),
      headers: { 'retry-after': '1' },
    },
    { kind: 'reply', text: ONE_TRIAL, usage: { input: 1000, output: 100 } },
    { kind: 'reply', text: NO_NOISE, usage: { input: 2000, output: 200, cacheWrite: 1000 } },
  ]);
  using project = new CliProject({ 'train.py': TRAIN, '.env': 'ANTHROPIC_API_KEY=sk-ant-nobody-mentioned-this\n' });
  const environment = { ...MODEL_PACKAGES, ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: server.url };
  const result = await project.run(['run', 'train.py', ...WORDS], environment);
  await server.close();
  expect(result.code, result.stderr).toBe(0);
  expect(result.stderr).toMatch(/rate limited: waiting 1 s/);
  expect(server.requests).toHaveLength(3);
  expect(server.requests.every(({ headers }) => headers['x-api-key'] === KEY)).toBe(true);

  const report = project.report();
  expect(report.trials[1]).toMatchObject({ id: 'noise', verdict: { kind: 'faithful' }, model: { repairs: 0 } });
  // $3 per million tokens in, $3.75 written to the cache, $15 out: the price of Claude Sonnet 4.5.
  expect(report.trials[1]?.model?.cost).toMatchObject({ calls: 1, isEstimated: false });
  expect(report.trials[1]?.model?.cost?.costUsd).toBeCloseTo(0.003 + 0.00375 + 0.003, 6);
  expect(report.modelCost?.costUsd).toBeCloseTo(0.00975 + 0.003 + 0.0015, 6);

  const outputs = textsBelow(path.join(project.directory, 'ablationmage_outputs'));
  expect(outputs.some((text) => text.includes('keys: []'))).toBe(true);
  for (const text of [...outputs, result.stdout, result.stderr]) expect(text).not.toContain(KEY);
});

test('a key that is not accepted ends the asking, not the study: what needs no model runs', async () => {
  const server = await startAnthropicServer([
    { kind: 'error', status: 401, body: anthropicError('authentication_error', 'invalid x-api-key') },
  ]);
  using project = new CliProject({
    'train.py': TRAIN.replace(
      'noise = random',
      'keep = 1  #ABLATABLE_COMPONENT(name=keep, replace=1 + 0)\nnoise = random',
    ),
  });
  const environment = { ...MODEL_PACKAGES, ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: server.url };
  const result = await project.run(['run', 'train.py', ...WORDS], environment);
  await server.close();
  expect([result.code, server.requests.length], result.stderr).toEqual([1, 1]);
  expect(result.stderr).toMatch(/the key was not accepted/);
  expect(project.report().trials.map(({ id }) => id)).toEqual(['baseline', 'keep']);
  expect(project.report().skipped).toMatchObject([{ id: 'noise', kind: 'not-written' }]);
});

test('without a key nothing runs, and the variable is named', async () => {
  using project = new CliProject({ 'train.py': TRAIN });
  const result = await project.run(['run', 'train.py', ...WORDS], { ...MODEL_PACKAGES, ANTHROPIC_API_KEY: '' });
  expect(result.code).toBe(2);
  expect(result.stderr).toMatch(/ANTHROPIC_API_KEY .*is not set/);
});

test('doctor makes one short call and says who answered, where, and for how much', async () => {
  const server = await startAnthropicServer([{ kind: 'reply', text: 'OK' }]);
  using project = new CliProject({});
  const words = ['doctor', '-a', 'anthropic', '-m', 'claude-sonnet-4-5'];
  const environment = { ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: server.url };
  const good = await project.run(words, environment);
  const bad = await project.run(words, environment);
  await server.close();
  expect(good.code, good.stdout).toBe(0);
  expect(good.stdout).toContain(`anthropic claude-sonnet-4-5 at ${server.url} answered as claude-fake-20261001 in`);
  expect(good.stdout).toMatch(/Price +\$3 per million tokens in, \$15 out; at most \$2\.00 a study/);
  expect([bad.code, bad.stdout.includes('overloaded or out of order')]).toEqual([2, true]);
});
