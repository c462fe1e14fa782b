import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Model } from '../../../src/models/model.js';
import { createReplayModel } from '../../../src/models/adapters/replay.js';
import { requestAsText } from '../../../src/models/request-as-text.js';
import { requestKey } from '../../../src/models/request-key.js';
import { readRecordedExchanges } from '../../../src/models/recorded-exchanges.js';
import { withKeptReplies } from '../../../src/models/with-kept-replies.js';
import { withRecording } from '../../../src/models/with-recording.js';
import { neverAborted, request } from './requests.js';
import { replyOf, ScriptedModel } from './scripted-model.js';
import { temporaryFolder } from './temporary-folder.js';

const usage = { inputTokens: 5, cacheReadTokens: 1, cacheWriteTokens: 2, outputTokens: 3 };

async function replayOf(folder: string): Promise<Model> {
  const created = await createReplayModel({ kind: 'replay', folder });
  if (!created.ok) throw new Error(JSON.stringify(created.failure));
  return created.value;
}

async function textsOf(model: Model, asked: readonly string[]): Promise<string[]> {
  const texts: string[] = [];
  for (const text of asked) {
    const reply = await model.complete(request(text), neverAborted());
    texts.push(reply.ok ? reply.value.text : reply.failure.kind);
  }
  return texts;
}

test('each exchange is kept: prompt, reply, and what it was', async () => {
  const folder = path.join(temporaryFolder(), 'study', 'exchanges');
  const model = withRecording(new ScriptedModel([replyOf('done\r\n', usage)]), folder);
  const asked = request('Remove it.', { purpose: 'conv2 repair 1' });
  const reply = await model.complete(asked, neverAborted());
  expect(reply).toEqual({ ok: true, value: { ...replyOf('done\r\n', usage), exchange: '0001-conv2-repair-1' } });
  expect(readdirSync(folder)).toEqual(['0001-conv2-repair-1']);
  const file = (name: string) => readFileSync(path.join(folder, '0001-conv2-repair-1', name), 'utf8');
  expect(file('prompt.md')).toBe(requestAsText(asked));
  expect(file('reply.md')).toBe('done\r\n');
  const exchange = JSON.parse(file('exchange.json')) as { at: string; durationMs: number };
  expect(exchange).toEqual({
    requestKey: requestKey(asked),
    purpose: 'conv2 repair 1',
    modelId: 'claude-sonnet-4-5-20250929',
    finish: { unified: 'stop', raw: 'end_turn' },
    usage,
    at: exchange.at,
    label: 'anthropic claude-sonnet-4-5',
    durationMs: exchange.durationMs,
  });
  expect(new Date(exchange.at).toISOString()).toBe(exchange.at);
  expect(exchange.durationMs).toBeGreaterThanOrEqual(0);
});

test('a failure is kept with its reason and no reply', async () => {
  const folder = temporaryFolder();
  const model = withRecording(new ScriptedModel([{ kind: 'stalled', idleMs: 7 }]), folder);
  await model.complete(request('Remove it.'), neverAborted());
  const directory = path.join(folder, '0001-conv2');
  expect(JSON.parse(readFileSync(path.join(directory, 'exchange.json'), 'utf8'))).toMatchObject({
    failure: { kind: 'stalled', idleMs: 7 },
  });
  expect(existsSync(path.join(directory, 'reply.md'))).toBe(false);
});

test('numbers go on where the folder ends, also for calls beside each other', async () => {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, '0041-plan'));
  const model = withRecording(new ScriptedModel(['a', 'b', 'c']), folder);
  await Promise.all(['x', 'y', 'z'].map((purpose) => model.complete(request(purpose, { purpose }), neverAborted())));
  expect(readdirSync(folder)).toEqual(['0041-plan', '0042-x', '0043-y', '0044-z']);
});

test('a recording answers the same requests with the same replies, for free', async () => {
  const study = temporaryFolder();
  const folder = path.join(study, 'exchanges');
  const model = withRecording(new ScriptedModel([replyOf('1', usage), '2', { kind: 'overloaded' }, '3', '4']), folder);
  expect(await textsOf(model, ['a', 'b', 'a', 'a', 'a'])).toEqual(['1', '2', 'overloaded', '3', '4']);
  for (const place of [folder, study]) {
    const replay = await replayOf(place);
    expect(replay.label).toBe('replay of anthropic claude-sonnet-4-5');
    expect(await textsOf(replay, ['b', 'a', 'a', 'a', 'a', 'b'])).toEqual(['2', '1', '3', '4', '4', '2']);
  }
  expect(await (await replayOf(study)).complete(request('a'), neverAborted())).toEqual({
    ok: true,
    value: { ...replyOf('1'), usage: { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0 } },
  });
});

test('what was not recorded is said, and an exchange that was cut off is none', async () => {
  const folder = temporaryFolder();
  const model = withRecording(new ScriptedModel(['1', '2']), folder);
  await textsOf(model, ['a', 'b']);
  rmSync(path.join(folder, '0001-conv2', 'exchange.json'));
  const replay = await replayOf(folder);
  expect(await replay.complete(request('a', { purpose: 'bn' }), neverAborted())).toEqual({
    ok: false,
    failure: { kind: 'not-recorded', purpose: 'bn' },
  });
  expect(await textsOf(replay, ['b'])).toEqual(['2']);
});

test.each(['', 'missing'])('a folder without recordings is an error: %j', async (name) => {
  const folder = path.join(temporaryFolder(), name);
  const created = await createReplayModel({ kind: 'replay', folder });
  expect(created).toMatchObject({ ok: false, failure: { kind: 'no-recordings' } });
  expect(JSON.stringify(created)).toContain(folder);
});

test('the order is that of the numbers, beyond four digits too', async () => {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, '9998-plan'));
  const model = withRecording(new ScriptedModel(['1', '2', '3']), folder);
  await textsOf(model, ['a', 'a', 'a']);
  expect(readdirSync(folder)).toContain('10001-conv2');
  expect(await textsOf(await replayOf(folder), ['a', 'a', 'a'])).toEqual(['1', '2', '3']);
});

test('what a model answered and nobody took is given once, with its usage; another model is asked anew', async () => {
  const folder = temporaryFolder();
  const recorded = withRecording(new ScriptedModel([replyOf('1', usage), { kind: 'overloaded' }, '2']), folder);
  await textsOf(recorded, ['a', 'b', 'b']);
  mkdirSync(path.join(folder, '0004-conv2'));
  const exchanges = await readRecordedExchanges(folder);
  expect(exchanges.map(({ name, end }) => [name, end === undefined, end?.reply?.text])).toEqual([
    ['0001-conv2', false, '1'],
    ['0002-conv2', false, undefined],
    ['0003-conv2', false, '2'],
    ['0004-conv2', true, undefined],
  ]);
  const kept = withKeptReplies(new ScriptedModel(['new']), exchanges);
  expect(await kept.complete(request('a'), neverAborted())).toEqual({
    ok: true,
    value: { ...replyOf('1', usage), exchange: '0001-conv2' },
  });
  expect(await textsOf(kept, ['a', 'b', 'b', 'c'])).toEqual(['new', '2', 'new', 'new']);
  const other: Model = { label: 'openai gpt-5', complete: (asked) => new ScriptedModel(['other']).complete(asked) };
  expect(await textsOf(withKeptReplies(other, exchanges), ['a'])).toEqual(['other']);
});
