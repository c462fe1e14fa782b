import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Report } from '../../src/core/report.js';
import { latexMatrix } from '../../src/reports/formats/latex-matrix.js';
import { latexNarrow } from '../../src/reports/formats/latex-narrow.js';
import { latexWide } from '../../src/reports/formats/latex-wide.js';
import { latex } from '../../src/reports/formats/latex.js';
import type { TextFormat } from '../../src/reports/formats/report-format.js';
import { deterministicReport } from '../unit/reports/deterministic-report.js';
import { longNames, manyTrials, tinyNumbers, withGroups } from '../unit/reports/large-reports.js';
import { sampleReport } from '../unit/reports/sample-report.js';

const isInstalled = spawnSync('pdflatex', ['--version']).status === 0;
const isRequired = process.env.ABLATIONMAGE_TEST_REQUIRE_ALL === '1';

/** Every printable character of the first planes that people use, where names and errors may have any. */
const everyCharacter = Array.from({ length: 0x2600 }, (_, code) => String.fromCodePoint(code))
  .filter((character) => !/[\p{Cc}\p{Cs}\s]/u.test(character))
  .join('');

const hostile: Report = {
  ...sampleReport,
  study: {
    ...sampleReport.study,
    name: 'weird_name & 100%',
    script: 'my_script#1.py',
    command: 'python x.py\n\\undefined',
  },
  trials: sampleReport.trials.map((trial) => ({
    ...trial,
    label: `${trial.label} $x^2_{i}$ --no-aug \\input{secret} "quoted" ~ <b>`,
    failures: trial.failures.map((failure) => ({
      ...failure,
      inWords: `crashed: 卷积 ${everyCharacter.slice(0, 200)}`,
    })),
  })),
  warnings: ['first line\n\\second line'],
};

const alphabet: Report = {
  ...sampleReport,
  trials: sampleReport.trials.map((trial, index) => ({
    ...trial,
    label: index === 0 ? everyCharacter : trial.label,
  })),
};

const { primaryMetric: _primaryMetric, ...withoutNumber } = sampleReport;

const formats: readonly TextFormat[] = [latex, latexNarrow, latexWide, latexMatrix];

/** Where each is for: the default over the page of an article, the others into one with two columns. */
const article = (format: TextFormat) =>
  format === latex ? '\\documentclass{article}' : '\\documentclass[twocolumn]{article}';

describe.skipIf(!isInstalled && !isRequired).each(formats)('$fileName compiles in a plain article', (format) => {
  // One document each: what the log says of one is not said of the other.
  test('names made of LaTeX, every character, no spread, no number: no error', () => {
    expect(compile(format, [hostile, alphabet, deterministicReport, withoutNumber]).errors).toEqual([]);
  });

  test('a sample study, long names, groups, tiny numbers and 60 trials: no error, nothing wider or longer than its place', () => {
    const { errors, log } = compile(format, [sampleReport, longNames, withGroups, tinyNumbers, manyTrials]);
    expect(errors).toEqual([]);
    expect(overfull(log)).toEqual([]);
    expect(log).not.toContain('Float too large');
  });
});

/** Boxes that stick out by more than 5 points. */
function overfull(log: string): string[] {
  return [...log.matchAll(/Overfull \\hbox \(([\d.]+)pt too wide\).*/g)]
    .filter(([, points]) => Number(points) > 5)
    .map(([line]) => line);
}

function compile(
  format: TextFormat,
  reports: readonly Report[],
): { readonly log: string; readonly errors: readonly string[] } {
  const folder = mkdtempSync(path.join(tmpdir(), 'ablationmage-latex-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  for (const [index, report] of reports.entries()) {
    writeFileSync(path.join(folder, `table${index}.tex`), format.render(report));
  }
  const packages = /% Needs (.*\})/.exec(format.render(sampleReport))?.[1] ?? '';
  const inputs = reports.map((_, index) => `Text.\n\\input{table${index}.tex}\n\\clearpage`);
  writeFileSync(
    path.join(folder, 'main.tex'),
    [article(format), packages, '\\begin{document}', ...inputs, '\\end{document}', ''].join('\n'),
  );
  try {
    execFileSync('pdflatex', ['-interaction=nonstopmode', 'main.tex'], {
      cwd: folder,
      stdio: 'ignore',
      timeout: 60_000,
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw error;
  }
  const log = readFileSync(path.join(folder, 'main.log'), 'latin1');
  return { log, errors: log.split('\n').filter((line) => line.startsWith('!')) };
}
