import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { readProbeReport } from '../../../../src/execution/probe/read-probe-report.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'ablationmage-report-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

function reported(pid: number, ...records: readonly Record<string, unknown>[]): void {
  const started = { kind: 'process', at: 0, parent: 1, python: '3.11.2', executable: '/usr/bin/python3' };
  const lines = [started, ...records].map((record) => JSON.stringify({ pid, ...record }));
  writeFileSync(join(directory, `${pid}.jsonl`), lines.join('\n') + '\n');
}

const read = (at: number, path: string): Record<string, unknown> => ({
  kind: 'read',
  at,
  path,
  size: 1,
  modifiedMs: 5,
  checkpoint: true,
});

test('a folder that is absent or empty is silence', async () => {
  expect((await readProbeReport(join(directory, 'absent'))).reported).toBe(false);
  expect((await readProbeReport(directory)).reported).toBe(false);
});

test('a torn last line is left out, and the lines before it count', async () => {
  reported(7, { kind: 'note', at: 1, text: 'kept' });
  writeFileSync(join(directory, '7.jsonl'), '{"pid":7,"at":2,"kind":"no', { flag: 'a' });
  const report = await readProbeReport(directory);
  expect([report.reported, report.notes]).toEqual([true, ['kept']]);
});

test('what one process wrote and another read is no input; what was read first is', async () => {
  reported(7, { kind: 'written', at: 2, path: '/w/best.pt', inside: true });
  reported(8, read(3, '/w/best.pt'));
  expect((await readProbeReport(directory)).readFiles).toEqual([]);
  reported(8, read(1, '/w/best.pt'), read(3, '/w/best.pt'));
  expect((await readProbeReport(directory)).readFiles).toEqual([
    { path: '/w/best.pt', sizeBytes: 1, modifiedMs: 5, isCheckpoint: true },
  ]);
});

test('metrics of several processes are in the order of time, and not finite ones stay what they are', async () => {
  const metric = (at: number, value: unknown): Record<string, unknown> => ({
    ...{ kind: 'metric', at, name: 'loss', value, step: null, source: 'logger', caller: 'a.py:1' },
  });
  reported(7, metric(1, 0.5), metric(3, '-inf'));
  reported(8, metric(2, 'nan'));
  const { metrics } = await readProbeReport(directory);
  expect(metrics.map(({ value }) => value)).toEqual([0.5, Number.NaN, -Infinity]);
  expect(metrics.some((entry) => 'step' in entry)).toBe(false);
});

test('an exception in the user’s files goes before the launcher’s report of it', async () => {
  const exception = (at: number, type: string, place: string | null): Record<string, unknown> => ({
    ...{ kind: 'exception', at, type, message: '', place },
  });
  reported(7, exception(9, 'ChildFailedError', null));
  reported(
    8,
    { kind: 'process', at: 0, parent: 7, python: '3', executable: '' },
    exception(5, 'ValueError', 'train.py:2'),
  );
  expect((await readProbeReport(directory)).exception).toEqual({
    type: 'ValueError',
    message: '',
    place: 'train.py:2',
  });
});
