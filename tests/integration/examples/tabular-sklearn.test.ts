import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../../src/core/report.js';
import type { CliResult } from '../cli/cli-project.js';
import { findPythonWith } from '../probe/find-pythons.js';
import { ExportedScript } from './exported-script.js';
import { expectFormatsAgree } from './expect-formats-agree.js';
import { lastNumber, runByHand, type HandEdit } from './plain-run.js';
import { changedLines, recordedValue, StudyCopy, trialOf } from './study-copy.js';

const found = findPythonWith('sklearn', 'pandas');

const BY_HAND: Record<string, HandEdit> = {
  s5: ['"s5",', ''],
  blood: ['("blood", StandardScaler(), BLOOD),', '("blood", "drop", BLOOD),'],
  impute: ['("impute", SimpleImputer(strategy="median")),', '("impute", "passthrough"),'],
};

describe.skipIf(found === undefined)('examples/tabular-sklearn', () => {
  const python = found?.path ?? '';
  const copy = new StudyCopy('examples/tabular-sklearn', python);
  let result: CliResult;
  let report: Report;
  beforeAll(async () => {
    result = await copy.run(['train.py', '--seeds', '3', '--metric', 'r2_score', '--metric', 'mae']);
    report = copy.report('train');
  });
  afterAll(() => {
    copy[Symbol.dispose]();
  });

  test('ends well and reports the metrics that were asked for, the first as primary', () => {
    expect(result.code, result.stderr).toBe(0);
    expect(report.runs).toHaveLength(6 * 3);
    expect(report.primaryMetric).toMatchObject({ name: 'r2_score', direction: 'higher-is-better', origin: 'user' });
    expect(trialOf(report, 's5').metrics.map(({ metric, role }) => [metric, role])).toEqual([
      ['r2_score', 'primary'],
      ['mae', 'exploratory'],
    ]);
    expectFormatsAgree(copy, 'train');
  });

  test('removes one column, one group of columns, one step', () => {
    expect(report.trials.slice(1).map(({ id, origin, diff }) => [id, origin, changedLines(diff)])).toEqual([
      ['s5', 'rule sequence-element', ['-    "s5",  #ABLATABLE_COMPONENT(name=s5)']],
      [
        'person',
        'rule sequence-element',
        ['-        ("person", "passthrough", PERSON),  #ABLATABLE_COMPONENT(name=person)'],
      ],
      [
        'body',
        'rule sequence-element',
        ['-        ("body", StandardScaler(), BODY),  #ABLATABLE_COMPONENT(name=body)'],
      ],
      [
        'blood',
        'rule sequence-element',
        ['-        ("blood", StandardScaler(), BLOOD),  #ABLATABLE_COMPONENT(name=blood)'],
      ],
      [
        'impute',
        'rule sequence-element',
        ['-        ("impute", SimpleImputer(strategy="median")),  #ABLATABLE_COMPONENT(name=impute)'],
      ],
    ]);
  });

  test('finds what is plausible: blood values matter, imputing nothing does nothing', () => {
    expect(trialOf(report, 'blood').metrics[0]?.effect?.meanDifference).toBeLessThan(-0.1);
    expect(trialOf(report, 'impute').finding?.kind).toBe('no-effect-at-all');
    expect(report.seeds.places).toEqual(['train.py:41 0 → (0) + seed index']);
  });

  test.each(Object.entries(BY_HAND))('records for %s what the script prints when changed by hand', async (id, edit) => {
    const output = await runByHand('examples/tabular-sklearn/train.py', python, [edit], []);
    expect(recordedValue(report, id, 0, 'mae')).toBe(lastNumber(output, /mae: (\S+)/g));
    expect(recordedValue(report, id, 0, 'r2_score')).toBeCloseTo(lastNumber(output, /r2: (\S+)/g), 4);
  });

  test('is exported as a script that gives the same table', async () => {
    const script = await ExportedScript.of(copy, python, 'one-file');
    expect(await script.run()).toBe(await runByHand('examples/tabular-sklearn/train.py', python, [], []));
    await script.expectTableOf(report);
  });
});
