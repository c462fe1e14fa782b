import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Report } from '../../src/core/report.js';
import { latexFigures } from '../../src/reports/formats/latex-figures.js';
import { pdf } from '../../src/reports/formats/pdf.js';
import { primaryRows, signedLabel, type TrialRow } from '../../src/reports/formats/trial-row.js';
import { compileTypst } from '../../src/reports/pdf/compile-typst.js';
import { renderPdf } from '../../src/reports/pdf/render-pdf.js';
import { HOSTILE_NAMES, hostileReport } from '../unit/reports/hostile-report.js';
import { sampleReport } from '../unit/reports/sample-report.js';

const isRequired = process.env.ABLATIONMAGE_TEST_REQUIRE_ALL === '1';
const hasPoppler = spawnSync('pdftotext', ['-v']).status === 0;
const hasLatex = spawnSync('pdflatex', ['--version']).status === 0;
const NO_FILES: ReadonlyMap<string, Uint8Array> = new Map();
const PAGE_EDGE = 595.28 - (24 * 72) / 25.4;

const unfinished: Report = {
  ...sampleReport,
  trials: sampleReport.trials.map(({ finding: _finding, ...trial }) => ({ ...trial, metrics: [] })),
  runs: sampleReport.runs.map(({ trialId, seedIndex, identity }) => ({
    trialId,
    seedIndex,
    identity,
    state: 'not-run',
    metrics: [],
  })),
  curves: [],
};

const { primaryMetric: _primaryMetric, noiseFloor: _noiseFloor, alarms: _alarms, ...withoutNumbers } = unfinished;

const empty: Report = { ...withoutNumbers, warnings: [], trials: [], runs: [], skipped: [], candidateMetrics: [] };

/** Sixty trials whose names no column has room for, and code no page has. */
const wide: Report = {
  ...sampleReport,
  trials: Array.from({ length: 60 }, (_, index) => {
    const trial = sampleReport.trials[index % sampleReport.trials.length] ?? sampleReport.trials[0];
    if (trial === undefined) throw new Error('the sample has no trial');
    const name = `encoder.layers.${String(index)}.self_attention.output_projection.weight_normalisation`;
    const diff = `--- a/train.py\n+++ b/train.py\n@@ -1,1 +1,1 @@\n-x = "${'a'.repeat(300)}"\n+${'y'.repeat(300)} = 1\n`;
    return { ...trial, id: `${trial.id}-${String(index)}`, label: `− ${name}`, diff };
  }),
  curves: [],
};

describe.skipIf(!hasPoppler && !isRequired)('report.pdf', () => {
  test('has every label, number, finding and alarm, in fonts that it brings along', async () => {
    const content = await renderPdf(sampleReport);
    expect(Buffer.from(content.subarray(0, 5)).toString()).toBe('%PDF-');
    const text = textOf(content);
    for (const row of primaryRows(sampleReport, 'accuracy')) expect(text).toContain(packed(printedRow(row)));
    for (const sentence of [...(sampleReport.alarms ?? []), ...sampleReport.warnings, sampleReport.method.paragraph]) {
      expect(text).toContain(packed(sentence));
    }
    expect(text).not.toMatch(/NaN|undefined|\[object/u);
    const fonts = linesOf('pdffonts', content).slice(2);
    expect(fonts.length).toBeGreaterThan(3);
    expect(fonts.filter((line) => !/\s+yes\s+yes\s+yes\s+\d+\s+\d+$/u.test(line))).toEqual([]);
  });

  test('is the same, byte by byte, for the same report, and of the date of the study', async () => {
    const [first, second] = [await renderPdf(sampleReport), await renderPdf(sampleReport)];
    expect(Buffer.compare(first, second)).toBe(0);
    expect(linesOf('pdfinfo', first).join('\n')).toMatch(/CreationDate: +Thu Nov 20 09:00:00 2025/u);
  });

  test('shows names made of markup and code as they are', async () => {
    const [file] = await pdf.render(hostileReport);
    const content = file?.content as Uint8Array;
    const text = textOf(content);
    const [brackets, ...others] = HOSTILE_NAMES.slice(0, 5).reverse();
    for (const name of [brackets ?? '', ...others]) expect(text).toContain(packed(name));
    expect(text).toContain('a[U+202E]b');
    expect(text).toContain('U+5377');
    expect(file?.warning).toContain('卷');
    expect(widest(content)).toBeLessThan(PAGE_EDGE + 1);
  });

  test('keeps sixty long names and endless lines of code on the page', async () => {
    const content = await renderPdf(wide);
    const text = textOf(content);
    for (const { label } of wide.trials) expect(text).toContain(packed(label));
    expect(text).toContain('y'.repeat(300));
    expect(widest(content)).toBeLessThan(PAGE_EDGE + 1);
  });

  test.each([
    ['nothing has run', unfinished, 'not run yet'],
    ['no run gave a number', withoutNumbers, 'No run gave a number.'],
    ['there is nothing at all', empty, 'No run has ended yet.'],
  ])('is made where %s', async (_, report, sentence) => {
    const text = textOf(await renderPdf(report));
    expect(text).toContain(packed(sentence));
    expect(text).not.toMatch(/NaN|undefined|\[object/u);
  });

  test('counts the runs it leaves out, and says where they are', async () => {
    const [run] = sampleReport.runs;
    if (run === undefined) throw new Error('the sample has no run');
    const runs = Array.from({ length: 10_000 }, (_, seedIndex) => ({ ...run, seedIndex }));
    const content = await renderPdf({ ...sampleReport, runs });
    const text = textOf(content);
    expect(text).toContain(packed('first 600 of 10000 runs'));
    expect(text).toContain(packed('9400 more runs: results.csv'));
    expect(Number(/Pages: +(\d+)/u.exec(linesOf('pdfinfo', content).join('\n'))?.[1])).toBeLessThan(40);
  });
});

describe('Typst', () => {
  test.each([
    ['reaches no network', '#import "@preview/cetz:0.3.4": canvas'],
    ['reaches no disk', '#read("/etc/hostname")'],
    ['says where a document is wrong', '#nothing-of-that-name'],
  ])('%s', async (_, source) => {
    await expect(compileTypst(source, NO_FILES)).rejects.toThrow(
      /Typst cannot set the document: error in .*main\.typ/u,
    );
  });

  test('sets documents at the same time, each with its own files', async () => {
    const set = (text: string) => compileTypst('#read("/text.txt")', new Map([['/text.txt', Buffer.from(text)]]));
    const [one, other] = await Promise.all([set('one'), set('other')]);
    expect(Buffer.compare(one, await set('one'))).toBe(0);
    expect(Buffer.compare(other, await set('other'))).toBe(0);
    await expect(compileTypst('#read("/text.txt")', NO_FILES)).rejects.toThrow('failed to load file');
  });
});

describe.skipIf(!hasLatex && !isRequired)('figures for LaTeX', () => {
  test.each([
    ['beside them', '.', ''],
    ['in another folder, by the command', 'paper', '\\newcommand{\\ablationfigures}{../figures}'],
    ['in another folder, by graphicx', 'paper', '\\graphicspath{{../}}'],
  ])('can be \\input by a paper %s', async (_, folder, preamble) => {
    const study = await written({ ...sampleReport, study: { ...sampleReport.study, name: 'my_study & 1' } });
    const up = path.relative(path.join(study.folder, folder), study.folder);
    const inputs = study.figures.map((name) => `\\input{${path.posix.join(up, 'figures', name)}}`).join('\n');
    const source = `\\documentclass{article}\n\\usepackage{graphicx}\n${preamble}\n\\begin{document}\n${inputs}\n\\end{document}\n`;
    const log = latexLog(path.join(study.folder, folder), source);
    expect(log.split('\n').filter((line) => line.startsWith('!'))).toEqual([]);
    for (const name of study.figures) expect(log).toContain(`figures/${name}.pdf`);
    expect(log).not.toMatch(/Overfull|multiply defined|Float too large/u);
  });

  test('captions made of LaTeX stay text', async () => {
    const { folder, figures } = await written(hostileReport);
    const inputs = figures.map((name) => `\\input{figures/${name}}`).join('\n');
    const source = `\\documentclass{article}\n\\usepackage{graphicx}\n\\begin{document}\n${inputs}\n\\end{document}\n`;
    expect(
      latexLog(folder, source)
        .split('\n')
        .filter((line) => line.startsWith('!')),
    ).toEqual([]);
  });
});

/** A row as it stands in the table, cell by cell. */
function printedRow(row: TrialRow): string {
  const { value, effect, trial } = row;
  if (value === undefined) return `${signedLabel(row)} ${row.missing ?? row.finding ?? ''}`;
  const interval = effect?.interval === undefined ? '' : `[${effect.interval.low}, ${effect.interval.high}]`;
  const n = value.n === trial.plannedRuns ? String(value.n) : `${String(value.n)} of ${String(trial.plannedRuns)}`;
  const numbers = [value.mean, `± ${value.standardDeviation ?? ''}`, n, effect?.difference, interval, effect?.pValue];
  return [signedLabel(row), ...numbers].join(' ');
}

/** Without spaces, since lines end anywhere, and without the quotes of code, which is set in its own font. */
function packed(text: string): string {
  return text.replace(/[\s`\u00ad]/gu, '');
}

function textOf(content: Uint8Array): string {
  return packed(
    execFileSync('pdftotext', ['-raw', '-', '-'], { input: content, stdio: 'pipe', maxBuffer: 1e8 }).toString(),
  );
}

function linesOf(program: string, content: Uint8Array): string[] {
  return execFileSync(program, ['-'], { input: content, stdio: 'pipe' }).toString().trim().split('\n');
}

/** How far to the right a word goes, in points. */
function widest(content: Uint8Array): number {
  const boxes = execFileSync('pdftotext', ['-bbox', '-', '-'], { input: content, stdio: 'pipe', maxBuffer: 1e8 });
  return Math.max(...Array.from(boxes.toString().matchAll(/xMax="([\d.]+)"/gu), ([, edge]) => Number(edge)));
}

async function written(report: Report): Promise<{ readonly folder: string; readonly figures: readonly string[] }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ablationmage-figures-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  mkdirSync(path.join(folder, 'figures'));
  mkdirSync(path.join(folder, 'paper'));
  const files = await latexFigures.render(report);
  for (const { path: name, content } of files) writeFileSync(path.join(folder, name), content);
  const names = files.map(({ path: name }) => name).filter((name) => name.endsWith('.tex'));
  return { folder, figures: names.map((name) => path.basename(name, '.tex')) };
}

function latexLog(folder: string, source: string): string {
  writeFileSync(path.join(folder, 'main.tex'), source);
  // The references of a first run are not resolved, which is no failure.
  spawnSync('pdflatex', ['-interaction=nonstopmode', 'main.tex'], { cwd: folder, timeout: 60_000 });
  return readFileSync(path.join(folder, 'main.log'), 'latin1');
}
