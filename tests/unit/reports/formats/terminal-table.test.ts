import pc from 'picocolors';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../../../src/core/report.js';
import { renderTerminalTable } from '../../../../src/reports/formats/terminal-table.js';
import { deterministicReport } from '../deterministic-report.js';
import { sampleReport } from '../sample-report.js';

const plain = pc.createColors(false);

test.each([40, 80, 120])('the whole study at %d columns', async (columns) => {
  const text = renderTerminalTable(sampleReport, plain, columns);
  await expect(text).toMatchFileSnapshot(`snapshots/terminal-${String(columns)}.txt`);
});

test('a study without spread', async () => {
  await expect(renderTerminalTable(deterministicReport, plain)).toMatchFileSnapshot('snapshots/terminal-exact.txt');
});

test.each([30, 40, 60, 72, 80, 100, 132])('no line is wider than %d columns', (columns) => {
  for (const report of [sampleReport, deterministicReport]) {
    const widths = renderTerminalTable(report, plain, columns)
      .split('\n')
      .map((line) => stringWidth(line));
    expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
  }
});

test('colours change no character of it', () => {
  const coloured = renderTerminalTable(sampleReport, pc.createColors(true), 80);
  expect(coloured).toContain('\u001b[');
  expect(coloured.replace(/\u001b\[\d+m/gu, '')).toBe(renderTerminalTable(sampleReport, plain, 80));
});

describe('what must never be missed', () => {
  test('a metric that is a guess is said above the table', () => {
    const text = renderTerminalTable(sampleReport, plain);
    expect(text.indexOf('accuracy is a guess')).toBeGreaterThan(0);
    expect(text.indexOf('accuracy is a guess')).toBeLessThan(text.indexOf('\nbaseline'));
  });

  test('a metric that the user named is no guess', () => {
    expect(renderTerminalTable(deterministicReport, plain)).not.toContain('guess');
  });

  test('runs that are still to come', () => {
    const partial: Report = {
      ...sampleReport,
      runs: sampleReport.runs.map((run) =>
        run.trialId === 'conv2' && run.seedIndex === 4 ? { ...run, state: 'not-run', metrics: [] } : run,
      ),
    };
    const conv2 = partial.trials.map((trial) =>
      trial.id === 'conv2'
        ? { ...trial, metrics: trial.metrics.map((m) => (m.summary ? { ...m, summary: { ...m.summary, n: 4 } } : m)) }
        : trial,
    );
    expect(renderTerminalTable({ ...partial, trials: conv2 }, plain)).toContain('1 of 5 runs not run yet');
  });

  test('no number at all: every trial says why', () => {
    const { primaryMetric, ...rest } = sampleReport;
    expect(primaryMetric).toBeDefined();
    const failures = [{ seedIndex: 0, reason: { kind: 'no-metric' } as const, inWords: 'no metric' }];
    const report: Report = {
      ...rest,
      trials: sampleReport.trials.slice(0, 1).map((trial) => ({ ...trial, metrics: [], failures })),
    };
    expect(renderTerminalTable(report, plain)).toContain('baseline  no metric (seed 0)');
  });

  test('an exception with escape codes and newlines cannot break the table', () => {
    const inWords = 'crashed: ValueError: \u001b[2J\u001b[31mred\u001b[0m\nsecond line\u0007';
    const report: Report = {
      ...sampleReport,
      trials: sampleReport.trials.map((trial) => ({
        ...trial,
        failures: trial.failures.map((failure) => ({ ...failure, inWords })),
      })),
    };
    const text = renderTerminalTable(report, plain);
    expect(text).toContain('crashed: ValueError: red second line');
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/u);
  });
});
