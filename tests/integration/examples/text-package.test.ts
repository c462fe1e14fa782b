import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../../src/core/report.js';
import type { CliResult } from '../cli/cli-project.js';
import { findPythonWith } from '../probe/find-pythons.js';
import { ExportedScript } from './exported-script.js';
import { expectFormatsAgree } from './expect-formats-agree.js';
import { lastNumber, runByHand } from './plain-run.js';
import { changedLines, recordedValue, StudyCopy, trialOf } from './study-copy.js';

const found = findPythonWith('yaml', 'matplotlib');

describe.skipIf(found === undefined)('examples/text-package', () => {
  const python = found?.path ?? '';
  const copy = new StudyCopy('examples/text-package', python);
  let result: CliResult;
  let report: Report;
  beforeAll(async () => {
    // Everything else stands in ablation.yaml.
    result = await copy.run([]);
    report = copy.report('train');
  });
  afterAll(() => {
    copy[Symbol.dispose]();
  });

  test('runs what ablation.yaml says', () => {
    expect(result.code, result.stderr).toBe(0);
    expect(report.runs).toHaveLength(6 * 5);
    expect(report.primaryMetric).toMatchObject({ name: 'test_accuracy', origin: 'user', direction: 'higher-is-better' });
    expect(report.seeds.how).toBe("The script's own option --seed is set to 3 + the seed index.");
    expectFormatsAgree(copy, 'train');
  });

  test('changes a module, a YAML file, or the arguments', () => {
    const done = report.trials.slice(1).map(({ id, diff, arguments: words }) => [id, changedLines(diff), words]);
    expect(done).toEqual([
      ['pairs', ['-    pairs,  #ABLATABLE_COMPONENT'], []],
      ['length', ['-    length,  #ABLATABLE_COMPONENT'], []],
      ['averaging', ['-averaging: true  #ABLATABLE_COMPONENT', '+averaging: false  #ABLATABLE_COMPONENT'], []],
      ['penalty', ['-penalty: 0.01', '+penalty: 0.0'], []],
      ['lowercasing', [], ['--no-lowercase']],
    ]);
  });

  test('records what the script prints by hand', async () => {
    const script = 'examples/text-package/train.py';
    for (const [id, words] of [
      ['baseline', ['--seed', '3']],
      ['lowercasing', ['--no-lowercase']],
    ] as const) {
      const printed = lastNumber(await runByHand(script, python, [], words), /"test_accuracy": ([\d.]+)/g);
      expect(recordedValue(report, id, 0, 'test_accuracy')).toBe(printed);
    }
    const fifth = lastNumber(await runByHand(script, python, [], ['--seed', '7']), /"test_accuracy": ([\d.]+)/g);
    expect(recordedValue(report, 'baseline', 4, 'test_accuracy')).toBe(fifth);
  });

  test('finds that pairs of words are worth their place', () => {
    expect(trialOf(report, 'pairs').finding?.kind).toBe('hurts');
    expect(trialOf(report, 'length').finding?.kind).not.toBe('hurts');
  });

  test('is exported as a folder that gives the same table', async () => {
    const script = await ExportedScript.of(copy, python, 'folder');
    expect(await script.run('--list')).toMatch(/^baseline +baseline\npairs +− pairs\n/u);
    expect(await script.run('--config', 'configs/default.yaml', '--seed', '3')).toBe(
      await runByHand('examples/text-package/train.py', python, [], ['--seed', '3']),
    );
    await script.expectTableOf(report);
  });
});
