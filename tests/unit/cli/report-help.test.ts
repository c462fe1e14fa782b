import { expect, test } from 'vitest';
import { createProgram } from '../../../src/cli/program.js';
import { reportFormats } from '../../../src/reports/index.js';

test('the help of report names every format', () => {
  const command = createProgram([]).commands.find((candidate) => candidate.name() === 'report');
  let help = '';
  command?.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  const words = help.split(/[\s,]+/);
  expect(reportFormats.map(({ name }) => name).filter((name) => !words.includes(name))).toEqual([]);
});
