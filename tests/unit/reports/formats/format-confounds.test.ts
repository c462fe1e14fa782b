import { expect, test } from 'vitest';
import type { Report } from '../../../../src/core/report.js';
import { csv } from '../../../../src/reports/formats/csv.js';
import { confoundColumns, formatCount, formatStepTime } from '../../../../src/reports/formats/format-confounds.js';
import { latex } from '../../../../src/reports/formats/latex.js';
import { markdown } from '../../../../src/reports/formats/markdown.js';
import { deterministicReport } from '../deterministic-report.js';
import { sampleReport } from '../sample-report.js';

test.each([
  [7, '7'],
  [999, '999'],
  [1000, '1,000'],
  [25_557_032, '25,557,032'],
])('%d parameters are %s', (count, expected) => {
  expect(formatCount(count)).toBe(expected);
});

test.each([
  [0.0834, '0.083 ms'],
  [8.31, '8.3 ms'],
  [152.4, '152 ms'],
  [1340, '1.3 s'],
])('%d ms are %s', (milliseconds, expected) => {
  expect(formatStepTime(milliseconds)).toBe(expected);
});

test('a column that no row has anything in is left out, in every format', () => {
  const trials = sampleReport.trials.map(({ parameterDifference: _difference, ...trial }) => trial);
  const report: Report = { ...sampleReport, trials };
  expect(confoundColumns(report)).toEqual(['step-time']);
  expect(confoundColumns(deterministicReport)).toEqual([]);
  for (const format of [markdown, latex]) {
    expect(format.render(report)).not.toContain(' params');
    expect(format.render(deterministicReport)).not.toContain('time/step');
  }
});

test('a rejected trial has none of these numbers in its row', () => {
  const [line] = /^\| − schedule .*$/mu.exec(markdown.render(sampleReport)) ?? [];
  expect(line?.replace(/ +/gu, ' ')).toBe(
    '| − schedule | | | | | | | | rejected: lr is 0.01 where the baseline has 0.001 |',
  );
});

test('spreadsheets get them unrounded, with the verdict and its reasons', () => {
  const [line] = /^train,augment,0.*$/mu.exec(csv.render(sampleReport)) ?? [];
  expect(line).toContain(
    ',"rejected, accepted by a person",lr is 0.01 where the baseline has 0.001 (train.py:44); fc has 80 inputs',
  );
  expect(line).toMatch(/,1\.2511\r?$/u);
});
