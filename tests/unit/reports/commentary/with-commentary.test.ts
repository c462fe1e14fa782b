import { expect, test } from 'vitest';
import type { Commentary } from '../../../../src/core/commentary.js';
import type { Report } from '../../../../src/core/report.js';
import { reportKey } from '../../../../src/reports/commentary/report-key.js';
import { withCommentary } from '../../../../src/reports/commentary/with-commentary.js';
import { json } from '../../../../src/reports/formats/json.js';
import { markdown } from '../../../../src/reports/formats/markdown.js';
import { parseReport } from '../../../../src/reports/parse-report.js';
import { sampleReport } from '../sample-report.js';

const commentary: Commentary = {
  paragraphs: ['Removing conv2 hurts.', 'A *second* paragraph.'],
  modelId: 'a-model',
  writtenAt: '2025-11-20T10:00:00.000Z',
  reportKey: reportKey(sampleReport),
  droppedSentences: 1,
};

test('it stays with its report, in a file too, and is shown with who wrote it', () => {
  const report = withCommentary(sampleReport, commentary);
  expect(report.commentary).toBe(commentary);
  const read = parseReport(json.render(report), 'report.json');
  expect(withCommentary(read, read.commentary)).toEqual(report);
  expect(markdown.render(report)).toContain(`## Commentary

*Written by a-model; its numbers were checked against the report, its explanations were not. 1 sentence that did not agree with the report was left out.*

Removing conv2 hurts.

A \\*second\\* paragraph.`);
});

const [baseline, conv2, ...others] = sampleReport.trials;
if (baseline === undefined || conv2 === undefined) throw new Error('the sample has trials');

test.each<[string, Report]>([
  ['another seed', { ...sampleReport, seeds: { ...sampleReport.seeds, indices: [0, 1, 2] } }],
  ['another alpha', { ...sampleReport, method: { ...sampleReport.method, alpha: 0.01 } }],
  [
    'another finding',
    { ...sampleReport, trials: [baseline, { ...conv2, finding: { kind: 'helps', inWords: 'helps' } }, ...others] },
  ],
  ['another number', { ...sampleReport, trials: [{ ...baseline, stepMs: 9 }, conv2, ...others] }],
  ['one trial less', { ...sampleReport, trials: [baseline, ...others] }],
])('it is left out beside %s', (_, report) => {
  expect(withCommentary(report, commentary)).toEqual(report);
  expect(withCommentary({ ...report, commentary }, commentary).commentary).toBeUndefined();
});

test('what changes with every start does not take it away', () => {
  const later = { ...sampleReport, study: { ...sampleReport.study, wallTimeMs: 1 }, warnings: [] };
  expect(withCommentary(later, commentary).commentary).toBe(commentary);
});

test.each([
  'Removing conv2 costs 99 %.',
  'Removing conv2 helps.',
  '| conv2 | 0.947 |',
  'Removing \u202econv2\u202c hurts.',
])('it is left out where its text was changed to what does not stand: %s', (text) => {
  const changed = { ...commentary, paragraphs: [...commentary.paragraphs, text] };
  expect(withCommentary(sampleReport, changed).commentary).toBeUndefined();
});
