import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../../src/core/report.js';
import type { CliResult } from '../cli/cli-project.js';
import { findPythonWith } from '../probe/find-pythons.js';
import { ExportedScript } from './exported-script.js';
import { expectFormatsAgree } from './expect-formats-agree.js';
import { lastNumber, runByHand, type HandEdit } from './plain-run.js';
import { recordedValue, StudyCopy } from './study-copy.js';

const SCRIPT = 'examples/digits-cnn/train.py';
const found = findPythonWith('torch', 'sklearn');

/** What a person who removes the parts by hand would write. */
const BY_HAND: Record<string, HandEdit> = {
  baseline: ['torch.manual_seed(0)', 'torch.manual_seed(0)'],
  bn1: ['F.relu(self.bn1(self.conv1(x)))', 'F.relu(self.conv1(x))'],
  conv2: ['self.conv2 = nn.Conv2d(16, 16, 3, padding=1)', 'self.conv2 = nn.Identity()'],
  bn2: ['F.relu(self.bn2(self.conv2(x)))', 'F.relu(self.conv2(x))'],
  dropout: ['self.dropout(x.flatten(1))', 'x.flatten(1)'],
  weight_decay: ['weight_decay=1e-2', 'weight_decay=0'],
  augmentation: ['batch = shift_randomly(batch)', 'pass'],
  clip_grad_norm_: ['nn.utils.clip_grad_norm_(model.parameters(), 1.0)', 'pass'],
  scheduler: ['scheduler.step()', 'pass'],
};

describe.skipIf(found === undefined)('examples/digits-cnn', () => {
  const python = found?.path ?? '';
  const copy = new StudyCopy('examples/digits-cnn', python);
  let result: CliResult;
  let report: Report;
  beforeAll(async () => {
    result = await copy.run(['train.py', '--seeds', '2', '--', '--epochs', '1']);
    report = copy.report('train');
  });
  afterAll(() => {
    copy[Symbol.dispose]();
  });

  test('ends well, every run completed, test accuracy and training loss told apart', () => {
    expect(result.code, result.stderr).toBe(0);
    expect(report.runs).toHaveLength(9 * 2);
    expect(report.runs.every(({ state }) => state === 'completed')).toBe(true);
    expect(report.primaryMetric).toMatchObject({ name: 'test_acc', direction: 'higher-is-better' });
    expect(report.candidateMetrics.map(({ name, direction }) => [name, direction])).toEqual([
      ['train_loss', 'lower-is-better'],
      ['test_acc', 'higher-is-better'],
    ]);
    expectFormatsAgree(copy, 'train');
  });

  test('makes exactly these variants', async () => {
    const diffs = report.trials.map(({ label, origin, diff }) => `${label} (${origin})\n${diff}`);
    await expect(diffs.join('\n')).toMatchFileSnapshot('snapshots/digits-cnn.txt');
  });

  test('shifts the seed where torch takes it, and leaves the data split alone', () => {
    expect(report.seeds.places).toEqual(['train.py:53 0 → (0) + seed index']);
    expect(report.seeds.how).toContain('train.py:57');
    expect(report.seeds.how).toContain('a data split');
  });

  // A layer that is not called any more but is still built draws the same initial weights for the others:
  // only conv2 and bn are different in that, and BatchNorm draws none.
  test.each(Object.entries(BY_HAND))('records for %s what the script prints when changed by hand', async (id, edit) => {
    const output = await runByHand(SCRIPT, python, [edit], ['--epochs', '1']);
    expect(recordedValue(report, id, 0, 'test_acc')).toBe(lastNumber(output, /test acc ([\d.]+)/g));
    expect(recordedValue(report, id, 0, 'train_loss')).toBe(lastNumber(output, /train loss ([\d.]+)/g));
  });

  test('records for the second seed what the script prints with the next seed', async () => {
    const output = await runByHand(SCRIPT, python, [['torch.manual_seed(0)', 'torch.manual_seed(1)']], ['--epochs', '1']);
    expect(recordedValue(report, 'baseline', 1, 'train_loss')).toBe(lastNumber(output, /train loss ([\d.]+)/g));
    expect(recordedValue(report, 'baseline', 1, 'train_loss')).not.toBe(
      recordedValue(report, 'baseline', 0, 'train_loss'),
    );
  });

  test('is exported as a script whose trials give the numbers of the study', async () => {
    const script = await ExportedScript.of(copy, python, 'one-file');
    for (const trial of ['baseline', 'conv2']) {
      const printed = await script.run('--trial', trial, '--seed', '1');
      expect(recordedValue(report, trial, 1, 'test_acc')).toBe(lastNumber(printed, /test acc (\S+)/g));
    }
  });
});
