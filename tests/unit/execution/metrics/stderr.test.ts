import { expect, it } from 'vitest';
import { collect } from './run-output.js';

it('finds what the logging module and progress bars write to stderr, after what was printed', async () => {
  const metrics = await collect({
    stdout: 'test accuracy: 0.91\n',
    stderr: 'INFO:root:val_loss: 0.25\nINFO:root:val_loss: 0.21\n',
  });
  expect(metrics.map(({ name, value, trace }) => [name, value, trace])).toEqual([
    ['test_accuracy', 0.91, 'stdout.log:1'],
    ['val_loss', 0.21, 'stderr.log:2'],
  ]);
});
