import { expect, test } from 'vitest';
import type { Finding } from '../../../src/core/finding.js';
import type { Report, TrialReport } from '../../../src/core/report.js';
import { summaryParagraphs } from '../../../src/reports/summary/summary-paragraphs.js';
import { primaryRows } from '../../../src/reports/formats/trial-row.js';
import { sampleReport } from './sample-report.js';

function withFindings(findings: Readonly<Record<string, Finding>>): Report {
  const trials = sampleReport.trials.flatMap((trial): TrialReport[] => {
    const finding = findings[trial.id];
    if (finding === undefined) return trial.change === 'none' ? [trial] : [];
    return [{ ...trial, finding }];
  });
  return { ...sampleReport, trials };
}

test('every number is one of the table, as the table writes it', () => {
  const cells = primaryRows(sampleReport, 'accuracy').flatMap(({ value, effect }) => [
    value?.mean,
    value?.standardDeviation,
    effect?.difference,
    effect?.interval?.low,
    effect?.interval?.high,
    effect?.pValue?.replace('<', ''),
  ]);
  const [findings = ''] = summaryParagraphs(sampleReport);
  const decimals = findings.replaceAll(/\(lr is.*?\)/g, '').match(/[+−]?\d+\.\d+/g) ?? [];
  expect(decimals.length).toBeGreaterThan(10);
  expect(decimals.filter((number) => !cells.includes(number))).toEqual([]);
});

test('what hurts is told first, the largest effect before the others, whatever their order in the source', () => {
  const hurts: Finding = { kind: 'hurts', inWords: 'removing it hurts' };
  const [text] = summaryParagraphs(withFindings({ dropout1: hurts, bn: hurts, conv2: hurts }));
  expect(text).toMatch(
    /3 of 3 changes hurt, the largest effect first: removing conv2 \(.*replacing bn \(.*removing dropout1 \(/,
  );
});

test('what was not detected and what is not decided are never in one sentence', () => {
  const [text = ''] = summaryParagraphs(
    withFindings({
      conv2: { kind: 'no-detectable-effect', inWords: 'no detectable effect' },
      dropout1: { kind: 'inconclusive', inWords: 'inconclusive: about 356 seeds would be needed', seedsNeeded: 356 },
      augment: { kind: 'inconclusive', inWords: 'equal at every seed so far; at least 5 seeds would be needed' },
    }),
  );
  expect(text).toMatch(
    /No effect was detected, which does not show that there is none: removing conv2 \([^.]*\.[^A-Z]*\)\./,
  );
  expect(text).toMatch(
    /Inconclusive: removing dropout1 \(.*; about 356 seeds would be needed\); removing augment \(.*; equal at every seed so far; at least 5 seeds would be needed\)\./,
  );
});

test('what limits a finding is said with it', () => {
  const [text] = summaryParagraphs(
    withFindings({
      conv2: {
        kind: 'hurts',
        inWords: 'removing it hurts, but by less than 0.05; unless the metric changed its meaning',
      },
    }),
  );
  expect(text).toContain('1 of 1 change hurts: removing conv2 (');
  expect(text).toContain('; but by less than 0.05; unless the metric changed its meaning)');
});

test('one seed is no evidence, and a guess is called one', () => {
  const report = withFindings({ conv2: { kind: 'single-run', inWords: 'single run: no claim' } });
  const [text] = summaryParagraphs({ ...report, seeds: { ...report.seeds, indices: [0] } });
  expect(text).toMatch(/^With one seed the baseline.*That accuracy is the metric that is meant is a guess\./);
  expect(text).toContain('Single runs, which allow no claim: removing conv2 (Δ');
});

test('numbers that do not vary are told as exact', () => {
  const words = 'removing it lowers accuracy by exactly 0.02 (deterministic)';
  const [text] = summaryParagraphs(withFindings({ conv2: { kind: 'exact-difference', inWords: words } }));
  expect(text).toContain('Exact, since nothing varies over the seeds: removing conv2 lowers accuracy by exactly 0.02');
});

test('of many of a kind the first have numbers, the others names', () => {
  const hurts: Finding = { kind: 'hurts', inWords: 'removing it hurts' };
  const conv2 = withFindings({ conv2: hurts }).trials;
  const more = Array.from({ length: 9 }, (_, index) =>
    conv2.slice(1).map((trial) => ({ ...trial, id: `layer${index}`, label: `− layer${index}` })),
  ).flat();
  const [text] = summaryParagraphs({ ...sampleReport, trials: [...conv2, ...more] });
  expect(text).toMatch(/; and 2 more: layer7, layer8\./);
});

test('without a number it says what became of the trials', () => {
  const { primaryMetric: _primaryMetric, ...report } = sampleReport;
  const trials = report.trials.map((trial) => ({ ...trial, metrics: [] }));
  expect(summaryParagraphs({ ...report, trials })[0]).toMatch(/^No run of train.py gave a number: .*− clip: crashed/);
});
