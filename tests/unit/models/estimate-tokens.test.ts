import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { countTokens as countCl100k } from 'gpt-tokenizer/encoding/cl100k_base';
import { countTokens as countO200k } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, test } from 'vitest';
import { estimateRequestTokens, estimateTokens } from '../../../src/models/estimate-tokens.js';
import { request } from './requests.js';

const texts = ['examples', 'tests/fixtures', 'docs'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:py|md|yaml)$/.test(file) && !file.includes('ablationmage_outputs'))
    .map((file) => path.join(folder, file)),
);

describe.each([
  ['o200k', countO200k],
  ['cl100k', countCl100k],
])('beside %s', (_, count) => {
  test('source code and documents are estimated higher, and not twice as high', () => {
    const long = texts
      .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
      .filter(({ text }) => text.length > 500);
    expect(long.length).toBeGreaterThan(20);
    const wrong = long
      .map(({ file, text }) => ({ file, ratio: estimateTokens(text) / count(text) }))
      .filter(({ ratio }) => ratio < 1 || ratio > 2);
    expect(wrong).toEqual([]);
  });

  test.each([
    '你好，世界，这是一个测试',
    'Привет, мир',
    '😀😀😀',
    'x=[[1,2],[3,4]];((()))',
    '0.12345678901234567890',
    'é'.repeat(40),
    'a b c d e f',
    '        return x\n',
  ])('%j is not estimated lower', (text) => {
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(count(text) - 1);
  });
});

test('no text has no tokens, and a request has those of all its parts', () => {
  expect(estimateTokens('')).toBe(0);
  const short = estimateRequestTokens(request('Remove it.'));
  const part = 'one more part of the request';
  expect(estimateRequestTokens(request('Remove it.', { shared: `train.py: pass\n${part}` }))).toBeGreaterThan(short);
  expect(estimateRequestTokens(request(`Remove it. ${part}`))).toBeGreaterThan(short);
  expect(estimateRequestTokens(request('Remove it.', { system: `Edit Python. ${part}` }))).toBeGreaterThan(short);
});
