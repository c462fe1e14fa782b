import { expect, test } from 'vitest';
import { formatsOfARun } from '../../../../src/reports/index.js';
import { deterministicReport } from '../deterministic-report.js';
import { sampleReport } from '../sample-report.js';

test.each(formatsOfARun)('$fileName of a whole study', async (format) => {
  await expect(format.render(sampleReport)).toMatchFileSnapshot(`snapshots/${format.fileName}.txt`);
});

test.each(formatsOfARun)('$fileName ends with one newline', (format) => {
  for (const report of [sampleReport, deterministicReport]) {
    expect(format.render(report)).toMatch(/[^\n]\n$/u);
  }
});

test('no two formats write one file', () => {
  const names = formatsOfARun.map(({ fileName }) => fileName);
  expect(names).toEqual(['report.md', 'report.tex', 'results.csv', 'report.json', 'methods.txt']);
});
