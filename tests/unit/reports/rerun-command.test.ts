import { expect, test } from 'vitest';
import { rerunCommand } from '../../../src/reports/rerun-command.js';
import { sampleReport } from './sample-report.js';

function rerun(...typedWords: readonly string[]): string {
  return rerunCommand({ ...sampleReport, study: { ...sampleReport.study, typedWords } });
}

test('is what was typed, without how to print, with what a person accepted in an earlier start', () => {
  expect(rerun('run', 'train.py', '-q', '--only', 'a b', '--', '--json', '1')).toBe(
    "ablationmage run train.py --only 'a b' --accept augment -- --json 1",
  );
  expect(rerun('run', 'train.py', '--accept', 'augment')).toBe('ablationmage run train.py --accept augment');
});

test('names the metric that the report was asked for', () => {
  const primaryMetric = sampleReport.primaryMetric;
  if (primaryMetric === undefined) throw new Error('The sample has a metric.');
  const asked = { ...sampleReport, primaryMetric: { ...primaryMetric, origin: 'user' as const } };
  expect(rerunCommand(asked)).toContain(`--metric ${primaryMetric.name} -- `);
});
