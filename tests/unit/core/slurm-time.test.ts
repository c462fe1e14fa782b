import { expect, test } from 'vitest';
import { slurmTimeMs } from '../../../src/core/slurm-time.js';

test.each([
  ['90', 5400],
  ['0:52', 52],
  ['90:30', 5430],
  ['1:02:03', 3723],
  ['2-01', 49 * 3600],
  ['2-01:30', 49 * 3600 + 1800],
  ['2-01:00:05', 49 * 3600 + 5],
  ['UNLIMITED', undefined],
  ['INVALID', undefined],
  ['1:2:3:4', undefined],
  ['', undefined],
])('%s is %s seconds', (text, seconds) => {
  expect(slurmTimeMs(text)).toBe(seconds === undefined ? undefined : seconds * 1000);
});
