import { expect, test } from 'vitest';
import { csvWords } from '../../../../src/reports/formats/csv-text.js';
import { markdownTableFormat } from '../../../../src/reports/formats/markdown-table.js';
import { methods } from '../../../../src/reports/formats/methods.js';
import { analyseStudy } from '../../../../src/reports/analysis/analyse-study.js';
import { buildAccuracyRecord } from '../analysis/build-record.js';
import { sampleReport } from '../sample-report.js';

test.each(['=1+1', ' =1+1', '\u00a0\t@x', '\n-1', '  +x', '\tx'])('the cell %j is no formula', (words) => {
  expect(csvWords(words)).toBe(`'${words}`);
});

test.each(['a=b', ' plain', 'x - y', ''])('the cell %j stays as it is', (words) => {
  expect(csvWords(words)).toBe(words);
});

test('the table for a README says that a direction is assumed, and what has no row', () => {
  const { primaryMetric } = sampleReport;
  if (primaryMetric === undefined) throw new Error('no metric');
  const report = { ...sampleReport, primaryMetric: { ...primaryMetric, directionOrigin: 'assumed' as const } };
  const [skipped] = report.skipped;
  const text = markdownTableFormat.render(report);
  expect(text).toContain('That higher is better is assumed.');
  expect(text).toContain(`Not in the table: ${skipped?.id}.`);
  expect(markdownTableFormat.render({ ...sampleReport, skipped: [] })).not.toMatch(/assumed|Not in the table/);
});

test('methods.txt says an alarm, and the paragraph of the report does not', () => {
  const report = { ...sampleReport, alarms: ['Two files contradict each other.'] };
  expect(methods.render(report)).toBe(
    `${report.method.paragraph}\n\nTo be cleared up before this is used: Two files contradict each other.\n`,
  );
});

test('the paragraph says which results were kept', () => {
  const record = buildAccuracyRecord({ baseline: [1, 2, 3], conv: [1, 2, 4] });
  const { method } = analyseStudy({ ...record, keptResults: { count: 2, changes: ['train.py'] } });
  expect(method.paragraph).toContain(
    '2 of the 6 results were obtained before a change of train.py and were kept by decision of a person.',
  );
  expect(analyseStudy(record).method.paragraph).not.toContain('kept by');
});
