import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COLUMN_GAP, placeLabels, type LabelledPoint } from '../../../../src/reports/figures/place-labels.js';

const plot = { width: 300, height: 400, zeroX: 290, zeroY: 100 };
const name = { width: 60, height: 13 };

test('a name stands beside its point, on the side where there is room', () => {
  const [left, right] = placeLabels(
    [
      { x: 20, y: 200, ...name },
      { x: 280, y: 300, ...name },
    ],
    plot,
  );
  expect(left).toMatchObject({ kind: 'beside', align: 'left', dy: 0 });
  expect(right).toMatchObject({ kind: 'beside', align: 'right', dy: 0 });
});

test('names of points that lie together stand in the column, in the order of the points', () => {
  const points = [198, 200, 202, 204].map((y) => ({ x: 280, y, ...name }));
  const places = placeLabels(points, plot);
  const middles = places.flatMap(({ kind, dy }, index) => (kind === 'column' ? [(points[index]?.y ?? 0) + dy] : []));
  expect(middles.length).toBeGreaterThan(1);
  expect(middles).toEqual(middles.toSorted((a, b) => a - b));
});

test('no name covers another, nor goes beyond the plot', () => {
  const anyPoint = fc.record({
    x: fc.double({ min: 0, max: plot.width, noNaN: true }),
    y: fc.double({ min: 0, max: plot.height, noNaN: true }),
    width: fc.integer({ min: 5, max: 130 }),
    height: fc.constantFrom(13, 26),
  });
  fc.assert(
    fc.property(fc.array(anyPoint, { maxLength: 15 }), (points) => {
      const boxes = placeLabels(points, plot).flatMap((place, index) => {
        const point = points[index];
        return point === undefined ? [] : [boxOf(point, place)];
      });
      expect(boxes.every(({ top, bottom }) => top >= -1e-6 && bottom <= plot.height + 1e-6)).toBe(true);
      expect(boxes.every(({ left, right, kind }) => left >= 0 && (kind === 'column' || right <= plot.width))).toBe(
        true,
      );
      const pairs = boxes.flatMap((one, index) => boxes.slice(index + 1).map((other) => [one, other] as const));
      expect(pairs.filter(([one, other]) => one !== other && overlap(one, other))).toEqual([]);
    }),
  );
});

type Box = ReturnType<typeof boxOf>;

function boxOf(
  { x, y, width, height }: LabelledPoint,
  { kind, align, dx, dy }: ReturnType<typeof placeLabels>[number],
) {
  const left =
    kind === 'column' ? plot.width + COLUMN_GAP : x + dx - { left: 0, center: width / 2, right: width }[align];
  return { kind, left, right: left + width, top: y + dy - height / 2, bottom: y + dy + height / 2 };
}

function overlap(a: Box, b: Box): boolean {
  const little = 1e-6;
  return (
    a.left < b.right - little && b.left < a.right - little && a.top < b.bottom - little && b.top < a.bottom - little
  );
}
