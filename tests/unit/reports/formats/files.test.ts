import { expect, test } from 'vitest';
import { reportFormats } from '../../../../src/reports/index.js';
import { deterministicReport } from '../deterministic-report.js';
import { sampleReport } from '../sample-report.js';

test.each(reportFormats)('$fileName of a whole study', async (format) => {
  await expect(format.render(sampleReport)).toMatchFileSnapshot(`snapshots/${format.fileName}.txt`);
});

test.each(reportFormats)('$fileName ends with one newline', (format) => {
  for (const report of [sampleReport, deterministicReport]) {
    expect(format.render(report)).toMatch(/[^\n]\n$/u);
  }
});

test('no two formats write one file', () => {
  const names = reportFormats.map(({ fileName }) => fileName);
  expect(names).toEqual(['report.md', 'report.tex', 'results.csv', 'report.json', 'methods.txt']);
});
