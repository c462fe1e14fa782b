import { expect, test } from 'vitest';
import { primaryRows } from '../../../src/reports/formats/trial-row.js';
import { resultColumns } from '../../../viewer/results/columns.js';
import { filterRows } from '../../../viewer/results/filter-rows.js';
import { nextSorting, sortRows, type Sorting } from '../../../viewer/results/sort-rows.js';
import { foldEqualRows } from '../../../viewer/structure/fold-rows.js';
import type { StructureRow } from '../../../src/core/study-view.js';
import { sampleReport } from '../reports/sample-report.js';

const rows = primaryRows(sampleReport, 'accuracy');
const sorted = (key: Sorting['key'], direction: Sorting['direction']): string[] =>
  sortRows(rows, 'accuracy', { key, direction }).map(({ trial }) => trial.id);
const withNumber = (order: readonly string[], key: 'meanDifference'): number[] =>
  order.flatMap((id) => rows.find(({ trial }) => trial.id === id)?.trial.metrics[0]?.effect?.[key] ?? []);

test('sorted by the numbers themselves, whichever way; the baseline first, rows without the number last', () => {
  const [up, down] = [sorted('effect', 'ascending'), sorted('effect', 'descending')];
  for (const order of [up, down]) {
    expect(order[0]).toBe('baseline');
    expect(order.toSorted()).toEqual(rows.map(({ trial }) => trial.id).toSorted());
    expect(order.at(-1)).not.toBe(down[1]);
  }
  const effects = withNumber(up, 'meanDifference');
  expect(effects).toEqual(effects.toSorted((a, b) => a - b));
  expect(withNumber(down, 'meanDifference')).toEqual(effects.toReversed());
  const withoutNumber = rows.filter(({ effect, trial }) => effect === undefined && trial.change !== 'none');
  expect(new Set(up.slice(-withoutNumber.length))).toEqual(new Set(withoutNumber.map(({ trial }) => trial.id)));
});

test('three clicks on a heading lead back to the order of the source', () => {
  const first = nextSorting(undefined, 'p');
  const second = nextSorting(first, 'p');
  expect([first?.direction, second?.direction, nextSorting(second, 'p')]).toEqual([
    'ascending',
    'descending',
    undefined,
  ]);
  expect(nextSorting(second, 'value')).toEqual({ key: 'value', direction: 'ascending' });
  expect(sortRows(rows, 'accuracy', undefined)).toEqual(rows);
});

test('the filter wants all its words somewhere in the row', () => {
  const found = (filter: string): string[] => filterRows(rows, filter).map(({ trial }) => trial.id);
  expect(found('')).toHaveLength(rows.length);
  expect(found('  HURTS conv2 ')).toEqual(['baseline', 'conv2']);
  expect(found('nothing like this')).toEqual(['baseline']);
});

test('the columns are those of the terminal; an exploratory metric has neither size nor finding', () => {
  expect(resultColumns(sampleReport, 'accuracy', rows).map(({ heading }) => heading)).toEqual([
    'component',
    'accuracy ↑',
    'Δ',
    '95 % CI (Holm)',
    'p (Holm)',
    'Δ params',
    'Δ time/step',
    'finding',
  ]);
  expect(resultColumns(sampleReport, 'val_loss', []).map(({ key }) => key)).toEqual(['component', 'value', 'effect']);
});

const row = (depth: number, name: string, change: StructureRow['change'] = 'same'): StructureRow => {
  return { depth, name, change };
};

test('equal parts are folded, not what changed, what contains it, or what stands beside it', () => {
  const tree = [
    row(0, 'Net'),
    ...['a', 'b', 'c', 'd'].map((name) => row(1, name)),
    row(1, 'block'),
    ...['e', 'f', 'g', 'h'].map((name) => row(2, name)),
    row(2, 'conv', 'gone'),
    row(2, 'i'),
    ...['j', 'k'].map((name) => row(1, name)),
  ];
  expect(foldEqualRows(tree).map((each) => (each.kind === 'row' ? each.row.name : `${each.count} folded`))).toEqual([
    'Net',
    '4 folded',
    'block',
    '3 folded',
    'h',
    'conv',
    'i',
    'j',
    'k',
  ]);
});
