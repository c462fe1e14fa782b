import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readLogTail, readLogTails } from '../../../src/execution/read-log-tail.js';

const folder = mkdtempSync(path.join(tmpdir(), 'log-tail-'));

function log(name: string, content: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

test('the last lines, as a terminal would show them', () => {
  const file = log('a', 'first\nsecond\r\n\n 10%\r 50%\r100% done\n\u001B[31mred\u001B[0m\n');
  expect(readLogTail(file, 3)).toEqual(['second', '100% done', 'red']);
});

test('of a big log only the end is read, of a missing one nothing', () => {
  const file = log('b', `${'x'.repeat(1_000_000)}\nlast ${'y'.repeat(1000)}\n`);
  const tail = readLogTail(file, 1);
  expect(tail[0]).toMatch(/^last y+$/);
  expect(tail[0]).toHaveLength(500);
  expect(readLogTail(path.join(folder, 'none'), 5)).toEqual([]);
});

test('what it printed comes before what it complained about, which has most of the room', () => {
  const lines = (word: string): string => Array.from({ length: 50 }, (_, index) => `${word} ${index}\n`).join('');
  const tails = readLogTails(log('out', lines('out')), log('err', lines('err')), 20);
  expect(tails).toHaveLength(20);
  expect(tails.slice(0, 5)).toEqual(['out 45', 'out 46', 'out 47', 'out 48', 'out 49']);
  expect(tails.at(-1)).toBe('err 49');
  expect(readLogTails(log('out', 'only\n'), log('err', ''), 20)).toEqual(['only']);
});
