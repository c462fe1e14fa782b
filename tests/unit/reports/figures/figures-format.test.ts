import { expect, test } from 'vitest';
import { figures } from '../../../../src/reports/formats/figures.js';
import { sampleReport } from '../sample-report.js';
import { hardReports, withTrials } from './hard-reports.js';

test('four files of each figure, and their captions', async () => {
  const [, deterministic] = hardReports.find(([name]) => name === 'numbers that do not vary') ?? [];
  const files = await figures.render(deterministic ?? sampleReport);
  expect(files.map(({ path }) => path)).toEqual([
    'figures/effects.svg',
    'figures/effects-dark.svg',
    'figures/effects.png',
    'figures/effects.vl.json',
    'figures/metric.svg',
    'figures/metric-dark.svg',
    'figures/metric.png',
    'figures/metric.vl.json',
    'figures/captions.txt',
  ]);
  expect(files.every(({ warning }) => warning === undefined)).toBe(true);
  expect(files.at(-1)?.content).toMatch(/^effects: Trial minus baseline in f1.*\n\nmetric: .*\n$/u);
});

test('a report without anything to show has no files', async () => {
  expect(await figures.render({ ...sampleReport, trials: [], curves: [], runs: [] })).toEqual([]);
});

test('a picture that lacks a character says so', async () => {
  const { runs: _, ...report } = withTrials(1, () => '− \u0378');
  const files = await figures.render({ ...report, runs: [], curves: [] });
  expect(files.flatMap(({ warning }) => warning ?? [])[0]).toBe(
    'figures/effects.png: no font of this machine has \u0378; a box stands in its place. The SVG has it as text.',
  );
});
