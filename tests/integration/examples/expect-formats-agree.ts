import { expect } from 'vitest';
import type { Report } from '../../../src/core/report.js';
import type { StudyCopy } from './study-copy.js';

/** Checks that report.md, report.tex, results.csv and report.json of a study say the same numbers. */
export function expectFormatsAgree(copy: StudyCopy, study: string): void {
  const report = copy.report(study);
  const metric = report.primaryMetric?.name ?? 'none';
  const recorded = report.runs.flatMap((run) =>
    run.metrics.map(({ metric: name, value }) => `${run.trialId} ${run.seedIndex} ${name} ${value}`),
  );
  const rows = csvRows(copy.output('results.csv', study));
  const written = rows.map((row) => `${row.trial} ${row.seed_index} ${row.metric} ${row.value}`);
  expect(written.sort()).toEqual(recorded.sort());
  for (const trial of report.trials) {
    const values = rows.filter((row) => row.trial === trial.id && row.metric === metric).map((row) => Number(row.value));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(trial.metrics[0]?.summary?.mean, `mean of ${trial.id}`).toBeCloseTo(mean, 12);
  }
  expectMeans(report, tableRows(copy.output('report.md', study), /^\| (?!component|---)/));
  expectMeans(report, tableRows(copy.output('report.tex', study), /^ +\S.* & .*\\\\$/).slice(1));
  expect(copy.output('methods.txt', study)).toContain(String(report.seeds.indices.length));
}

/** The first lines are the trials in their order, each with its mean to the digits it is printed with. */
function expectMeans(report: Report, rows: readonly string[]): void {
  expect(rows.length).toBeGreaterThanOrEqual(report.trials.length);
  for (const [index, trial] of report.trials.entries()) {
    const [label = '', value = ''] = (rows[index] ?? '').split(/[|&]/).filter((cell) => cell.trim() !== '');
    const words = trial.label.match(/[a-z0-9]+/gi) ?? [];
    expect(words.every((word) => label.includes(word)), `${label} is ${trial.label}`).toBe(true);
    const printed = /[−-]?\d+(\.(\d+))?/.exec(value);
    const tolerance = 0.5000001 * 10 ** -(printed?.[2]?.length ?? 0);
    const difference = Number(printed?.[0].replace('−', '-')) - (trial.metrics[0]?.summary?.mean ?? Number.NaN);
    expect(Math.abs(difference), `${trial.id} in ${value}`).toBeLessThan(tolerance);
  }
}

function tableRows(text: string, row: RegExp): string[] {
  return text.split('\n').filter((line) => row.test(line));
}

function csvRows(text: string): Record<string, string>[] {
  const [header = '', ...lines] = text.trim().split('\n');
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index] ?? '', cell])));
}
