import pc from 'picocolors';
import { expect, test } from 'vitest';
import { renderDiff } from '../../../../src/reports/formats/diff.js';
import { rateChanged, verdict } from '../sample-checks.js';
import { sampleReport } from '../sample-report.js';

const plain = pc.createColors(false);
const [, conv2, , bn] = sampleReport.trials;
if (conv2 === undefined || bn === undefined) throw new Error('the sample has these trials');

test('header, then the diff', () => {
  expect(renderDiff(conv2, plain)).toBe(`− conv2 (conv2)
origin: rule module-assignment: removes the module and its use
note: removes the module and its use in forward
verdict: faithful
  note: random stream shifted

${conv2.diff}`);
});

test('removed lines are red, added ones green', () => {
  const colours = pc.createColors(true);
  const text = renderDiff({ ...conv2, diff: '@@ -1 +1 @@\n-old\n+new\n' }, colours);
  expect(text).toContain(colours.red('-old'));
  expect(text).toContain(colours.green('+new'));
});

test('a trial of changed arguments says them', () => {
  const text = renderDiff({ ...bn, arguments: ['--no-aug'] }, plain);
  expect(text).toContain('added arguments: --no-aug');
  expect(text).toContain('no change of the files');
});

test('source with escape codes cannot draw on the terminal', () => {
  expect(renderDiff({ ...bn, diff: '+x = "\u001b[2J"\n' }, plain)).toContain('+x = ""');
});

test.each([
  ['suspicious', 'yellow'],
  ['rejected', 'red'],
  ['unchecked', 'dim'],
] as const)('a verdict of %s stands beside the edits with its reasons', (kind, colour) => {
  const colours = pc.createColors(true);
  const text = renderDiff({ ...conv2, verdict: verdict(kind, [rateChanged]) }, colours);
  expect(text).toContain(
    [`verdict: ${kind}`, '  lr is 0.01 where the baseline has 0.001 (train.py:44)'].map(colours[colour]).join('\n'),
  );
});
