import { expect, test } from 'vitest';
import type { TextFormat } from '../../../../src/reports/formats/report-format.js';
import { formatsOfARun, reportFormats } from '../../../../src/reports/index.js';
import { deterministicReport } from '../deterministic-report.js';
import { sampleReport } from '../sample-report.js';

const textFormats = reportFormats.filter((format): format is TextFormat => format.kind === 'text');

test.each(textFormats)('$fileName of a whole study', async (format) => {
  await expect(format.render(sampleReport)).toMatchFileSnapshot(`snapshots/${format.fileName}.txt`);
});

test.each(textFormats)('$fileName ends with one newline', (format) => {
  for (const report of [sampleReport, deterministicReport]) {
    expect(format.render(report)).toMatch(/[^\n]\n$/u);
  }
});

test('no two formats have one name or write one file', () => {
  for (const names of [textFormats.map(({ fileName }) => fileName), reportFormats.map(({ name }) => name)]) {
    expect(new Set(names).size).toBe(names.length);
  }
});

test('a run writes these', () => {
  const names = formatsOfARun.map(({ fileName }) => fileName);
  expect(names).toEqual(['report.md', 'report.tex', 'results.csv', 'report.json', 'methods.txt']);
});
