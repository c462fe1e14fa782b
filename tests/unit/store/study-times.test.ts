import { expect, test } from 'vitest';
import type { KeptEvent } from '../../../src/core/event.js';
import { studyTimes } from '../../../src/store/study-times.js';

const event = (type: 'study-started' | 'run-ended' | 'study-ended', second: number): KeptEvent =>
  ({ type, at: new Date(Date.UTC(2026, 10, 28) + second * 1000).toISOString() }) as KeptEvent;
const wallTimeMs = (...events: KeptEvent[]) => studyTimes(events)?.wallTimeMs;

test('pauses between two starts do not count', () => {
  const first = [event('study-started', 0), event('run-ended', 5)];
  const second = [event('study-started', 1000), event('run-ended', 1003), event('study-ended', 1004)];
  expect(wallTimeMs(...first)).toBe(5000);
  expect(wallTimeMs(...first, ...second)).toBe(9000);
});

test('a clock that was put back takes nothing away', () => {
  expect(
    wallTimeMs(
      event('study-started', 0),
      event('run-ended', 5),
      event('run-ended', -90_000),
      event('study-ended', -89_998),
    ),
  ).toBe(7000);
});
