import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ApiName } from '../../../../src/core/model-settings.js';
import { createModel } from '../../../../src/models/create-model.js';
import { keyFrom, readEnvFile } from '../../../../src/models/environment-keys.js';
import { redactorFor } from '../../../../src/models/redact.js';
import { startAnthropicServer } from '../servers/anthropic-server.js';
import { temporaryFolder } from '../temporary-folder.js';
import { forThisTest, REQUEST } from './api-call.js';

function surroundings(environment: NodeJS.ProcessEnv, said: string[] = []) {
  return {
    environment,
    idleTimeoutMs: 20_000,
    say: (message: string) => {
      said.push(message);
    },
  };
}

describe('which variables hold a key', () => {
  test.each([
    ['anthropic', 'ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN'],
    ['openai', 'OPENAI_API_KEY'],
    ['openai-chat', 'OPENAI_API_KEY'],
    ['google', 'GEMINI_API_KEY or GOOGLE_API_KEY or GOOGLE_GENERATIVE_AI_API_KEY'],
    ['openrouter', 'OPENROUTER_API_KEY'],
    ['azure', 'AZURE_OPENAI_API_KEY or AZURE_API_KEY'],
    ['bedrock', 'AWS_BEARER_TOKEN_BEDROCK, or AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY,'],
  ] as const)('without any, %s says %s', async (api: ApiName, variable) => {
    const environment = { AZURE_RESOURCE_NAME: 'mine', AWS_REGION: 'eu-central-1' };
    const created = await createModel({ kind: 'api', api, model: 'fake' }, surroundings(environment));
    expect(created).toEqual({ ok: false, failure: { kind: 'no-key', variable } });
  });

  test.each([
    ['azure', 'AZURE_OPENAI_ENDPOINT or AZURE_RESOURCE_NAME'],
    ['bedrock', 'AWS_REGION or AWS_DEFAULT_REGION'],
  ] as const)('without a place, %s says %s', async (api, variable) => {
    const created = await createModel({ kind: 'api', api, model: 'fake' }, surroundings({}));
    expect(created).toEqual({ ok: false, failure: { kind: 'no-key', variable } });
  });

  test('the first that is set counts, without the blanks around it', () => {
    expect(keyFrom({ A: ' ', B: ' key-b\n', C: 'key-c' }, ['A', 'B', 'C'])).toEqual({ ok: true, value: 'key-b' });
  });

  test('a key that no header can carry is told without being quoted', () => {
    const failed = keyFrom({ A: 'first-half\nsecond-half' }, ['A']);
    expect(failed).toEqual({ ok: false, failure: { kind: 'bad-key', message: 'A holds characters that no key has' } });
  });
});

test("a provider's own variable may name another address, which is told", async () => {
  const server = await forThisTest(startAnthropicServer([{ kind: 'reply', text: 'Done.' }]));
  const said: string[] = [];
  const environment = { ANTHROPIC_BASE_URL: new URL(server.url).origin };
  const provider = { kind: 'api', api: 'anthropic', model: 'claude-fake' } as const;
  const created = await createModel(provider, surroundings(environment, said));
  const reply = created.ok ? await created.value.complete(REQUEST, new AbortController().signal) : created;
  expect(reply).toMatchObject({ ok: true, value: { text: 'Done.' } });
  expect(said).toEqual([`Address from ANTHROPIC_BASE_URL: ${new URL(server.url).host}`]);
});

describe('a file of keys', () => {
  function fileOf(text: string): string {
    const file = path.join(temporaryFolder(), 'keys.env');
    writeFileSync(file, text);
    return file;
  }

  test('is read with comments, quotes, export and any line ends', async () => {
    const text = [
      '\uFEFF# keys',
      '',
      'PLAIN=abc # a comment',
      'export EXPORTED = def',
      "SINGLE='g # h'",
      'DOUBLE="i\\nj \\"k\\"" # end',
      'WITH_HASH=l#m',
      'EMPTY=',
      'EQUALS=n==',
    ].join('\r\n');
    expect(await readEnvFile(fileOf(text))).toEqual({
      ok: true,
      value: {
        PLAIN: 'abc',
        EXPORTED: 'def',
        SINGLE: 'g # h',
        DOUBLE: 'i\nj "k"',
        WITH_HASH: 'l#m',
        EMPTY: '',
        EQUALS: 'n==',
      },
    });
  });

  test.each([['sk-secret-alone'], ['A="not closed'], ['2A=b']])(
    'with the line %j is refused, and the line not shown',
    async (line) => {
      const read = await readEnvFile(fileOf(`OK=1\n${line}\n`));
      expect(read).toEqual({ ok: false, failure: 'line 2 is not NAME=value' });
    },
  );

  test('that is not there is told', async () => {
    const read = await readEnvFile(path.join(temporaryFolder(), 'missing.env'));
    expect(read).toEqual({ ok: false, failure: 'the file cannot be read (ENOENT)' });
  });
});

describe('what is taken out of messages', () => {
  const redact = redactorFor({
    OPENAI_API_KEY: 'plainvalue1',
    MY_SERVICE_TOKEN: 'abc/def+ghi=',
    DB_PASSWORD: 'short',
    LONGER_KEY: 'plainvalue1-and-more',
    HOME: '/home/someone',
    MONKEY: 'a-word-of-its-own',
  });

  test.each([
    ['the value plainvalue1 of a key', 'the value [key] of a key'],
    ['plainvalue1-and-more', '[key]'],
    ['?q=abc%2Fdef%2Bghi%3D', '?q=[key]'],
    ['a short word', 'a short word'],
    ['/home/someone, a-word-of-its-own', '/home/someone, a-word-of-its-own'],
    ['Incorrect API key provided: sk-proj-********************wxyz.', 'Incorrect API key provided: [key].'],
    ['sk-ant-api03-0123456789_abc', '[key]'],
    ['AIzaSyA0123456789abcdefghij', '[key]'],
    ['authorization: Bearer eyJhbGciOi.abc', 'authorization: Bearer [key]'],
    ['https://x.example/v1?alt=sse&key=0123&a=1', 'https://x.example/v1?alt=sse&key=[key]&a=1'],
    ['http://user:secret@proxy:8080', 'http://[key]@proxy:8080'],
  ])('%s becomes %s', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });
});
