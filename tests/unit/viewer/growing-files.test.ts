import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EventTail } from '../../../src/viewer/event-tail.js';
import { readLogChunk } from '../../../src/viewer/log-chunk.js';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ablationmage-test-'));
  file = path.join(folder, 'file');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const event = (trials: number): string =>
  JSON.stringify({ type: 'study-planned', at: '2026-01-01T00:00:00.000Z', trials, runs: 1 });

test('events are read once each, a half-written one when it is whole, and another log from its start', async () => {
  const tail = new EventTail(file);
  await tail.readOn();
  expect(tail.events).toEqual([]);
  writeFileSync(file, `${event(1)}\n${event(2).slice(0, 20)}`);
  await tail.readOn();
  expect(tail.events).toHaveLength(1);
  appendFileSync(file, `${event(2).slice(20)}\nno event\n${event(3)}\n`);
  await tail.readOn();
  expect(tail.events.map((each) => each.type === 'study-planned' && each.trials)).toEqual([1, 2, 3]);
  writeFileSync(file, `${event(9)}\n`);
  await tail.readOn();
  expect(tail.events.map((each) => each.type === 'study-planned' && each.trials)).toEqual([9]);
});

test('a log comes in whole lines, each once; the unfinished one as it is', async () => {
  writeFileSync(file, 'one\ntwo\nthr');
  const first = await readLogChunk(file, 0);
  expect(first).toEqual({ from: 0, to: 8, size: 11, lines: ['one', 'two'], unfinished: 'thr' });
  appendFileSync(file, 'ee é\n\u001B[31mfour\u001B[0m\n 10%\r 20%\r 30%');
  const next = await readLogChunk(file, first.to);
  expect([next.lines, next.unfinished]).toEqual([['three é', 'four'], ' 30%']);
  expect((await readLogChunk(file, next.to)).lines).toEqual([]);
});

test('from the end: no half line at the front', async () => {
  writeFileSync(file, 'first line\nsecond line\nthird line\n');
  const end = await readLogChunk(file, -15);
  expect([end.lines, end.from]).toEqual([['third line'], 23]);
  expect((await readLogChunk(file, -1000)).lines).toHaveLength(3);
  expect((await readLogChunk(file, 5000)).lines).toEqual([]);
});

test('a progress bar that rewrites one line for ever is never read from its beginning again', async () => {
  const states = Array.from({ length: 40_000 }, (_, step) => `step ${step} of 40000`).join('\r');
  writeFileSync(file, states);
  const places = [0];
  for (;;) {
    const chunk = await readLogChunk(file, places.at(-1) ?? 0);
    if (chunk.to === places.at(-1)) {
      expect(chunk.unfinished).toBe('step 39999 of 40000');
      break;
    }
    places.push(chunk.to);
  }
  expect(places.length).toBeGreaterThan(2);
  expect(places.length).toBeLessThan(7);
});
