import { expect, test } from 'vitest';
import {
  componentMark,
  matrixParts,
  needsLabels,
  reachesBeyond,
} from '../../../../src/reports/formats/component-matrix.js';
import { latexMatrix } from '../../../../src/reports/formats/latex-matrix.js';
import { manyTrials, withGroups } from '../large-reports.js';
import { sampleReport } from '../sample-report.js';

test('the baseline has all, a trial lacks what it removes, a group all of its own', () => {
  const [part] = matrixParts(withGroups.trials);
  const marks = withGroups.trials.map((trial) =>
    (part?.componentIds ?? [])
      .map((id) => ({ kept: '+', removed: '-', replaced: 'o' })[componentMark(trial, id)])
      .join(''),
  );
  expect(marks.slice(0, 5)).toEqual(['+++++++', '-++++++', '+-+++++', '++o++++', '+++-+++']);
  expect(marks.slice(-3)).toEqual(['---++++', 'o++++++', 'o++++++']);
});

test('labels stand where marks alone do not tell rows apart', () => {
  expect([needsLabels(sampleReport.trials), needsLabels(withGroups.trials)]).toEqual([false, true]);
  expect(latexMatrix.render(sampleReport)).not.toContain('Trial &');
  expect(latexMatrix.render(withGroups)).toContain('Trial &');
});

test('60 components are three parts; a trial that changes components of two says so in both', () => {
  const parts = matrixParts(manyTrials.trials);
  expect(parts.map(({ componentIds, trials }) => [componentIds.length, trials.length])).toEqual([
    [20, 22],
    [20, 21],
    [20, 22],
  ]);
  const beyond = parts.map((part) => part.trials.filter((trial) => reachesBeyond(trial, part)).map(({ id }) => id));
  expect(beyond).toEqual([['ends'], [], ['ends']]);
  expect(latexMatrix.render(manyTrials)).toContain('In parts of at most 20 components');
});
