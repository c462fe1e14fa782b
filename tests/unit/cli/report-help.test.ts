import { expect, test } from 'vitest';
import { createProgram } from '../../../src/cli/program.js';
import { reportFormats } from '../../../src/reports/index.js';

test('the help of report names every format', () => {
  const words = helpOfReport().split(/[\s,]+/);
  expect(reportFormats.map(({ name }) => name).filter((name) => !words.includes(name))).toEqual([]);
});

test('what only matters with --commentary stands below the options of the report, and no line is longer than 80', () => {
  const help = helpOfReport();
  const at = (text: string): number => help.indexOf(text);
  expect(at('Options with --commentary:')).toBeGreaterThan(at('--json'));
  expect(at('--help')).toBeLessThan(at('Options with --commentary:'));
  for (const flag of ['--api', '--model', '--max-cost']) {
    expect(at(`${flag} <`)).toBeGreaterThan(at('Options with --commentary:'));
  }
  expect(help.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

function helpOfReport(): string {
  const command = createProgram([]).commands.find((candidate) => candidate.name() === 'report');
  let help = '';
  command?.configureOutput({ writeOut: (text) => (help += text), getOutHelpWidth: () => 80 }).outputHelp();
  return help;
}
