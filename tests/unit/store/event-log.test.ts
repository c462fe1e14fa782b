import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readEventLog } from '../../../src/store/event-log.js';
import { temporaryFolder } from '../models/temporary-folder.js';

const AT = '2026-01-01T00:00:00.000Z';

function readLines(...lines: readonly string[]) {
  const file = path.join(temporaryFolder(), 'events.jsonl');
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  return readEventLog(file);
}

test('an event of a later version is passed over, and is no sign of tampering', () => {
  const ended = { type: 'study-ended', at: AT, how: 'finished' };
  const log = readLines(JSON.stringify({ type: 'node-lost', at: AT, node: 'gpu3' }), JSON.stringify(ended));
  expect(log).toEqual({ events: [ended], strangeLines: [] });
});

test('a known type in another shape, and what is no event at all, are strange; a line that was cut off is not', () => {
  const log = readLines(
    JSON.stringify({ type: 'study-ended', at: AT, how: 'somehow' }),
    JSON.stringify({ type: 'study-planned', at: AT, trials: -1, runs: 3 }),
    JSON.stringify(['study-ended']),
    JSON.stringify({ type: 'node-lost' }),
    '{"type":"run-end',
  );
  expect(log).toEqual({ events: [], strangeLines: [1, 2, 3, 4] });
});
