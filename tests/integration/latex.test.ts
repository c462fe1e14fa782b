import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Report } from '../../src/core/report.js';
import { latex } from '../../src/reports/formats/latex.js';
import { deterministicReport } from '../unit/reports/deterministic-report.js';
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

describe.skipIf(!isInstalled && !isRequired)('report.tex compiles in a plain article with booktabs', () => {
  test.each([
    ['a sample study', sampleReport],
    ['a study without spread', deterministicReport],
    ['names made of LaTeX', hostile],
    ['every character', alphabet],
  ])('%s', (_, report) => {
    expect(compile(report).errors).toEqual([]);
  });

  test('the table fits the text width of an article', () => {
    expect(compile(sampleReport).log).not.toContain('Overfull \\hbox');
  });

  test('a study without a number compiles too', () => {
    const { primaryMetric, ...report } = sampleReport;
    expect(primaryMetric).toBeDefined();
    expect(compile(report).errors).toEqual([]);
  });
});

function compile(report: Report): { readonly log: string; readonly errors: readonly string[] } {
  const folder = mkdtempSync(path.join(tmpdir(), 'ablationmage-latex-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  writeFileSync(path.join(folder, 'report.tex'), latex.render(report));
  writeFileSync(
    path.join(folder, 'main.tex'),
    '\\documentclass{article}\n\\usepackage{booktabs}\n\\begin{document}\nText.\n\\input{report.tex}\n\\end{document}\n',
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
