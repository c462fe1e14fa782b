import type { Report, TrialReport } from '../../core/report.js';
import { reasonsInWords } from '../../core/verdict-in-words.js';
import { effectFacts } from '../formats/effect-facts.js';
import { confoundCell, confoundColumns, confoundHeading } from '../formats/format-confounds.js';
import { printable } from '../formats/printable.js';
import { rowName } from '../formats/row-name.js';
import {
  exploratoryMetrics,
  exploratoryRows,
  metricHeading,
  primaryRows,
  type TrialRow,
} from '../formats/trial-row.js';
import { limitLines } from './limit-lines.js';

/** The report as a model reads it: every row with its numbers as the tables print them, and what they rest on. */
export function factsText(report: Report, metric: string): string {
  const rows = primaryRows(report, metric);
  return [
    '## The study',
    listOf(studyLines(report, metric)),
    `## The trials, on ${printable(metricHeading(report, metric))}`,
    listOf(rows.map((row) => trialLine(report, row))),
    ...exploratoryMetrics(report).flatMap((name) => [
      `## ${printable(metricHeading(report, name))}, exploratory: not corrected, no finding rests on it`,
      listOf(exploratoryRows(report, name).map((row) => `${nameOf(row)}: ${numbersOf(report, row, 'p').join(', ')}`)),
    ]),
    '## What the numbers are, and what limits them',
    listOf(limitLines(report)),
  ].join('\n\n');
}

function studyLines({ study, seeds, trials, primaryMetric }: Report, metric: string): string[] {
  const variants = trials.filter(({ change }) => change !== 'none').length;
  const better = primaryMetric?.direction === 'lower-is-better' ? 'lower' : 'higher';
  return [
    `script: ${printable(study.script)}`,
    `metric: ${printable(metric)}, ${better} is better${primaryMetric?.origin === 'guess' ? '; that it is the one meant is a guess' : ''}`,
    `${variants} trials beside the baseline, ${seeds.indices.length} ${seeds.indices.length === 1 ? 'seed' : 'seeds'} each`,
    'a difference is trial minus baseline, paired by seed',
  ];
}

function trialLine(report: Report, row: TrialRow): string {
  const { trial } = row;
  const sizes = row.value === undefined ? [] : sizesOf(report, trial);
  const verdict = trial.verdict === undefined || trial.verdict.kind === 'faithful' ? [] : [doubt(row)];
  const parts = [
    [...whatChanged(row), ...numbersOf(report, row, 'p (Holm)'), ...significance(row), ...sizes].join(', '),
    row.finding === undefined ? '' : `finding: ${row.finding}`,
    row.missing ?? '',
    ...verdict,
    ...trial.notes.map((note) => `note: ${printable(note)}`),
  ];
  return `${nameOf(row)}: ${parts.filter((part) => part !== '').join('; ')}`;
}

/** `Δ params −2,320`; of the baseline its own, `params 5,114`. */
function sizesOf(report: Report, trial: TrialReport): string[] {
  return confoundColumns(report).flatMap((column) => {
    const cell = confoundCell(trial, column);
    if (cell === '') return [];
    const text = `${confoundHeading(column)} ${cell}`;
    return [trial.change === 'none' ? text.replace('Δ ', '').replaceAll(/[()]/g, '') : text];
  });
}

function nameOf({ trial }: TrialRow): string {
  return rowName(trial, 'label');
}

function whatChanged({ trial, label }: TrialRow): string[] {
  switch (trial.change) {
    case 'none':
      return [];
    case 'remove':
      return ['removed'];
    case 'replace':
      return [`replaced (${label})`];
  }
}

function numbersOf(report: Report, row: TrialRow, pName: string): string[] {
  const { value } = row;
  if (value === undefined) return [];
  const spread = value.standardDeviation === undefined ? '' : ` ± ${value.standardDeviation}`;
  return [`${value.mean}${spread} (n = ${value.n})`, ...effectFacts(report, row, pName)];
}

function significance({ effect }: TrialRow): string[] {
  switch (effect?.significance) {
    case 'significant':
      return ['significant'];
    case 'not-significant':
      return ['not significant'];
    case 'not-tested':
    case undefined:
      return [];
  }
}

function doubt({ trial }: TrialRow): string {
  const { verdict } = trial;
  if (verdict === undefined) return '';
  const accepted = verdict.acceptedByPerson === true ? ', accepted by a person' : '';
  return `variant ${verdict.kind}${accepted}: ${printable(reasonsInWords(verdict))}`;
}

function listOf(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}
