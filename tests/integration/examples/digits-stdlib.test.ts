import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../../src/core/report.js';
import type { CliResult } from '../cli/cli-project.js';
import { findPythonWith } from '../probe/find-pythons.js';
import { ExportedScript } from './exported-script.js';
import { expectFormatsAgree } from './expect-formats-agree.js';
import { lastNumber, runByHand, type HandEdit } from './plain-run.js';
import { changedLines, recordedValue, StudyCopy, trialOf } from './study-copy.js';

const SCRIPT = 'examples/digits-stdlib/train.py';

/** What a person who removes the parts by hand would write. */
const BY_HAND: Record<string, HandEdit> = {
  baseline: ['', ''],
  shift: ['    shift_randomly,  #ABLATABLE_COMPONENT(name=shift)\n', ''],
  noise: ['    add_noise,  #ABLATABLE_COMPONENT(name=noise)\n', ''],
  momentum: ['momentum * step[index]', '0.0'],
  weight_decay: ['- rate * weight_decay * row[index]', ''],
  clipping: ['            clip_gradient(errors, 0.7)', '            pass'],
  rate_decay: ['        rate *= 0.92', '        pass'],
};

describe('examples/digits-stdlib', () => {
  const python = findPythonWith()?.path ?? 'python3';
  const copy = new StudyCopy('examples/digits-stdlib', python);
  let result: CliResult;
  let report: Report;
  beforeAll(async () => {
    result = await copy.run(['train.py', '--seeds', '3', '--', '--epochs', '8']);
    report = copy.report('train');
  });
  afterAll(() => {
    copy[Symbol.dispose]();
  });

  test('ends well, every run completed, the metric read from its METRIC line', () => {
    expect(result.code, result.stderr).toBe(0);
    expect(report.runs).toHaveLength(7 * 3);
    expect(report.runs.every(({ state }) => state === 'completed')).toBe(true);
    expect(report.primaryMetric).toMatchObject({ name: 'test_accuracy', direction: 'higher-is-better' });
    expect(report.runs[0]?.metrics.find(({ metric }) => metric === 'test_accuracy')?.source).toBe('metric-line');
  });

  test('removes exactly the marked lines, each by its rule', () => {
    const done = report.trials.map(({ id, origin, diff }) => [id, origin, changedLines(diff)]);
    expect(done).toEqual([
      ['baseline', expect.any(String), []],
      ['shift', 'rule sequence-element', ['-    shift_randomly,  #ABLATABLE_COMPONENT(name=shift)']],
      ['noise', 'rule sequence-element', ['-    add_noise,  #ABLATABLE_COMPONENT(name=noise)']],
      [
        'momentum',
        'rule term-of-expression',
        ['-                    momentum * step[index]  #ABLATABLE_COMPONENT(name=momentum)'],
      ],
      [
        'weight_decay',
        'rule term-of-expression',
        ['-                    - rate * weight_decay * row[index]  #ABLATABLE_COMPONENT(name=weight_decay)'],
      ],
      [
        'clipping',
        'rule unused-statement',
        ['-            clip_gradient(errors, 0.7)  #ABLATABLE_COMPONENT(name=clipping)'],
      ],
      ['rate_decay', 'rule self-assignment', ['-        rate *= 0.92  #ABLATABLE_COMPONENT(name=rate_decay)']],
    ]);
    expect(report.seeds).toMatchObject({ indices: [0, 1, 2], places: [] });
    expect(report.seeds.how).toContain('--seed');
  });

  test.each(Object.entries(BY_HAND))('records for %s what the script prints when changed by hand', async (id, edit) => {
    for (const seed of [0, 1]) {
      const edits = id === 'baseline' ? [] : [edit];
      const words = ['--epochs', '8', '--seed', String(seed)];
      const printed = lastNumber(await runByHand(SCRIPT, python, edits, words), /METRIC test_accuracy=(\S+)/g);
      expect(recordedValue(report, id, seed, 'test_accuracy')).toBe(printed);
    }
  });

  test('finds that momentum matters, in the same numbers in every format', () => {
    expect(trialOf(report, 'momentum').metrics[0]?.effect?.meanDifference).toBeLessThan(-0.05);
    expectFormatsAgree(copy, 'train');
    expect(result.stdout + result.stderr).toContain('− momentum');
  });

  test('is exported as a script: any trial at any seed of the script, and without one the original', async () => {
    const script = await ExportedScript.of(copy, python, 'one-file');
    const printed = await script.run('--trial', 'momentum', '--seed', '1');
    expect(recordedValue(report, 'momentum', 1, 'test_accuracy')).toBe(
      lastNumber(printed, /METRIC test_accuracy=(\S+)/g),
    );
    expect(await script.run('--epochs', '2', '--seed', '1')).toBe(
      await runByHand(SCRIPT, python, [], ['--epochs', '2', '--seed', '1']),
    );
    await expect(script.run('--trial', 'momentun')).rejects.toThrow('there is no trial momentun; --list shows them');
  });
});
