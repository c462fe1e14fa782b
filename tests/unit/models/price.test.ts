import { expect, test } from 'vitest';
import { NO_USAGE } from '../../../src/core/model-usage.js';
import type { ApiName } from '../../../src/core/model-settings.js';
import { priceOf } from '../../../src/models/price.js';

const at = (api: ApiName, model: string, baseUrl?: string) =>
  priceOf({ kind: 'api', api, model, ...(baseUrl === undefined ? {} : { baseUrl }) }, model);

test('what was cached has its own rates', async () => {
  const price = await at('anthropic', 'claude-sonnet-4-5');
  expect(price?.perMillion).toEqual({ input: 3, cacheRead: 0.3, cacheWrite: 3.75, output: 15 });
  const usage = { inputTokens: 100_000, cacheReadTokens: 60_000, cacheWriteTokens: 30_000, outputTokens: 10_000 };
  expect(price?.costUsd(usage)).toBeCloseTo((10 * 3 + 60 * 0.3 + 30 * 3.75 + 10 * 15) / 1000, 10);
  expect(price?.costUsd(NO_USAGE)).toBe(0);
});

test('a long input costs what its tier costs', async () => {
  const price = await at('anthropic', 'claude-sonnet-4-5');
  expect(price?.costUsd({ ...NO_USAGE, inputTokens: 200_000 })).toBeCloseTo(0.6, 10);
  expect(price?.costUsd({ ...NO_USAGE, inputTokens: 300_000 })).toBeCloseTo(1.8, 10);
});

test.each<[ApiName, string]>([
  ['openai', 'gpt-5'],
  ['openai-chat', 'gpt-5'],
  ['google', 'gemini-2.5-pro'],
  ['openrouter', 'anthropic/claude-sonnet-4.5'],
  ['azure', 'gpt-4o'],
  ['bedrock', 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'],
])('%s %s has a price', async (api, model) => {
  const usage = { ...NO_USAGE, inputTokens: 1000, outputTokens: 1000 };
  expect((await at(api, model))?.costUsd(usage)).toBeGreaterThan(0);
});

test('where cache writes have no rate they cost what input costs', async () => {
  const price = await at('openai', 'gpt-5');
  expect(price?.costUsd({ ...NO_USAGE, inputTokens: 1_000_000, cacheWriteTokens: 1_000_000 })).toBeCloseTo(1.25, 10);
});

test('parts counted beside the input are still charged', async () => {
  const price = await at('anthropic', 'claude-sonnet-4-5');
  expect(price?.costUsd({ ...NO_USAGE, inputTokens: 10, cacheReadTokens: 100_000 })).toBeCloseTo(0.03, 10);
});

test('an address of the user tells who bills', async () => {
  expect(
    (await at('openai-compatible', 'deepseek-chat', 'https://api.deepseek.com/v1'))?.perMillion.input,
  ).toBeGreaterThan(0);
  expect((await at('openai', 'gpt-5', 'https://api.openai.com/v1'))?.perMillion.input).toBe(1.25);
});

test.each<[ApiName, string, string?]>([
  ['anthropic', 'claude-9-enormous'],
  ['openai', 'llama3'],
  ['openrouter', 'deepseek/deepseek-chat-v3:free'],
  ['openai-compatible', 'gpt-5'],
  ['openai-compatible', 'gpt-5', 'http://localhost:11434/v1'],
  ['openai', 'gpt-5', 'http://127.0.0.1:8080/https://api.openai.com/v1'],
  ['anthropic', 'claude-sonnet-4-5', 'https://proxy.example.org'],
])('%s %s at %s has no known price', async (api, model, baseUrl) => {
  expect(await at(api, model, baseUrl)).toBeUndefined();
});

test('programs, people and recordings have none', async () => {
  expect(
    await priceOf({ kind: 'command', command: 'claude', apiKeys: 'removed' }, 'claude-sonnet-4-5'),
  ).toBeUndefined();
  expect(await priceOf({ kind: 'manual', folder: '/' }, 'gpt-5')).toBeUndefined();
  expect(await priceOf({ kind: 'replay', folder: '/' }, 'gpt-5')).toBeUndefined();
});
