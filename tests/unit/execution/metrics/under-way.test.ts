import { expect, test } from 'vitest';
import { collect } from './run-output.js';

const NOW = { stdout: 0, stderr: 0, metrics: 0, atMs: 0 };

test.each([
  ['a bar that goes on', '100%|####| loss=0.3\n 10%|#   | loss=0.9\r 50%|##  | loss=0.8', [0.3]],
  ['a bar that stands at a carriage return', '100%|####| loss=0.3\n 50%|##  | loss=0.8\r', [0.3]],
  ['half a line', 'loss=0.3\nloss=0.2', [0.3]],
  ['nothing but whole lines', 'loss=0.3\nloss=0.25\n', [0.3, 0.25]],
])('of a run that is under way only what stays counts: %s', async (_name, stderr, values) => {
  const [loss] = await collect({ stderr, until: { ...NOW, stderr: stderr.length } });
  expect(loss?.series.map(({ value }) => value)).toEqual(values);
});

test('of one that ended the last bar and the last line count', async () => {
  const [loss] = await collect({ stderr: '100%|####| loss=0.3\n 50%|##  | loss=0.8' });
  expect(loss?.value).toBe(0.8);
});

test('of one that was told to end nothing counts that it said to that', async () => {
  const stdout = 'loss=0.3\nloss=0.2\nterminated, loss=0.9\n';
  const [loss] = await collect({ stdout, until: { ...NOW, stdout: 18 } });
  expect(loss?.series.map(({ value }) => value)).toEqual([0.3, 0.2]);
});
