import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readEventLog } from '../../../src/store/event-log.js';
import { isSafeId } from '../../../src/store/safe-id.js';
import { readSketch } from '../../../src/store/study-sketch.js';

test.each(['conv2', 'a/b', 'model.dropout', 'données', 'a..b', '...', 'two words', 'x+y'])('%j may stay', (id) => {
  expect(isSafeId(id)).toBe(true);
});

test.each(['../../../pwn', '..', '.', 'a/../../b', '/etc/x', '..\\x', 'a\0b', 'a//b', ''])('%j may not', (id) => {
  expect(isSafeId(id)).toBe(false);
});

test.each([
  ['a trial', { trials: [{ trial: { id: '../../../pwn' } }], runs: [] }],
  ['a run', { trials: [], runs: [{ trialId: '../../../pwn', identity: 'a', seedIndex: 0 }] }],
  ["a run's identity", { trials: [], runs: [{ trialId: 'conv2', identity: '../../..', seedIndex: 0 }] }],
])('a plan where %s leads out of the folder is refused, and said why', async (_what, plan) => {
  const directory = mkdtempSync(path.join(tmpdir(), 'sketch-'));
  const rest = { study: {}, seeds: {}, metrics: { names: [] }, skipped: [], warnings: [] };
  writeFileSync(path.join(directory, 'study.json'), JSON.stringify({ ...rest, ...plan }));
  await expect(readSketch(directory)).rejects.toThrow(/study\.json is damaged: .*leads out of the study's folder/);
});

test('a line of the log with such a run is a strange one', () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'log-')), 'events.jsonl');
  const run = { trialId: '../../../pwn', identity: 'a', seedIndex: 0 };
  const line = { type: 'run-kept', at: new Date().toISOString(), run, formerIdentity: 'b' };
  writeFileSync(file, `${JSON.stringify(line)}\n${JSON.stringify({ ...line, run: { ...run, trialId: 'conv2' } })}\n`);
  expect(readEventLog(file)).toMatchObject({ events: [{ run: { trialId: 'conv2' } }], strangeLines: [1] });
});
