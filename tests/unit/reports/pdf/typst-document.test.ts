import { expect, test } from 'vitest';
import type { Report } from '../../../../src/core/report.js';
import { typstDocument } from '../../../../src/reports/pdf/typst-document.js';
import { deterministicReport } from '../deterministic-report.js';
import { HOSTILE_NAMES, hostileReport } from '../hostile-report.js';
import { sampleReport } from '../sample-report.js';

test('the Typst of a whole study', async () => {
  await expect(typstDocument(sampleReport, [], [])).toMatchFileSnapshot('snapshots/report.typ.txt');
});

test('no name stands outside of a string', () => {
  const code = typstDocument(hostileReport, [], []).replace(/"(?:[^"\\]|\\.)*"/gu, '""');
  for (const name of HOSTILE_NAMES.slice(0, 5)) expect(code).not.toContain(name);
  expect(code).not.toMatch(/panic|import|passwd/u);
});

test('where nothing was tested, no number is bold and no test is listed', () => {
  const document = typstDocument(deterministicReport, [], []);
  expect(document).toContain('#"removing it hurts, exactly');
  expect(document).not.toContain('#strong[#"−');
  expect(document).not.toContain('= The tests');
});

test('a study of thousands of trials is cut, with counts, in every section', () => {
  const trials = Array.from({ length: 2000 }, (_, index) => {
    const trial = sampleReport.trials[index === 0 ? 0 : 1];
    if (trial === undefined) throw new Error('the sample has no trial');
    return { ...trial, id: `t${String(index)}`, label: `trial ${String(index)}` };
  });
  const large: Report = { ...sampleReport, trials, runs: [], curves: [] };
  const document = typstDocument(large, [], []);
  expect(document).toContain(
    'This document shows the first 150 of 2000 trials; report.md and results.csv have all of them.',
  );
  expect(document).toContain('1850 more rows: report.md.');
  expect(document).toContain('1850 more variants: report.md, and variants/ for their diffs.');
  expect(document).toContain('trial 149');
  expect(document).not.toContain('trial 150"');
});

test('characters without a font are named by their code points', () => {
  const document = typstDocument(sampleReport, [], ['卷', '积']);
  expect(document).toContain('drawn as boxes (U+5377, U+79EF); report.md shows them.');
});
