/** A point of a plot and the size of its name, in pixels from the plot's upper left corner. */
export interface LabelledPoint {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A plot with the lines through zero, which no name is to stand on. */
export interface LabelledPlot {
  readonly width: number;
  readonly height: number;
  readonly zeroX: number;
  readonly zeroY: number;
}

/** Where a name stands, seen from the middle of its point. */
export interface LabelPlace {
  /** In the column right of the plot where there is no room beside the point. */
  readonly kind: 'beside' | 'column';
  readonly align: 'left' | 'center' | 'right';
  readonly dx: number;
  /** Of the middle of the name. */
  readonly dy: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Around the middle of a point; between it and its name; between the plot and the column. */
const POINT_RADIUS = 5;
const GAP = 3;
export const COLUMN_GAP = 12;

/**
 * Puts each name beside its point, below or above it where it covers no point, no other name and no line, and the others into a column
 * right of the plot, in the order of their points; the same points always get the same places.
 */
export function placeLabels(points: readonly LabelledPoint[], plot: LabelledPlot): LabelPlace[] {
  const beside = placesBeside(points, plot);
  const column = columnHeights(
    points.filter((point) => !beside.has(point)),
    plot.height,
  );
  return points.map(
    (point) =>
      beside.get(point) ?? {
        kind: 'column',
        align: 'left',
        dx: plot.width + COLUMN_GAP - point.x,
        dy: (column.get(point) ?? point.y) - point.y,
      },
  );
}

function placesBeside(points: readonly LabelledPoint[], plot: LabelledPlot): Map<LabelledPoint, LabelPlace> {
  const taken: Box[] = [
    ...points.map(({ x, y }) => around(x, y, POINT_RADIUS)),
    { left: 0, right: plot.width, top: plot.zeroY - 1, bottom: plot.zeroY + 1 },
    { left: plot.zeroX - 1, right: plot.zeroX + 1, top: 0, bottom: plot.height },
  ];
  const places = new Map<LabelledPoint, LabelPlace>();
  const dx = POINT_RADIUS + GAP;
  for (const point of downwards(points)) {
    const candidates: readonly LabelPlace[] = [
      { kind: 'beside', align: 'left', dx, dy: 0 },
      { kind: 'beside', align: 'right', dx: -dx, dy: 0 },
      { kind: 'beside', align: 'center', dx: 0, dy: point.height / 2 + POINT_RADIUS },
      { kind: 'beside', align: 'center', dx: 0, dy: -point.height / 2 - POINT_RADIUS },
    ];
    const place = candidates.find((candidate) => {
      const box = boxOf(point, candidate);
      return isInside(box, plot) && !taken.some((other) => overlap(box, other));
    });
    if (place === undefined) continue;
    taken.push(boxOf(point, place));
    places.set(point, place);
  }
  return places;
}

/**
 * The middles of the names in the column, in the order of their points, none over another and none beyond the plot:
 * half of the way each is pushed down from above and half of the way it is pushed up from below.
 */
function columnHeights(points: readonly LabelledPoint[], plotHeight: number): Map<LabelledPoint, number> {
  const sorted = downwards(points);
  const wished = sorted.map(({ y }) => y);
  const down = pushedDown(sorted, wished, -Infinity);
  const up = pushedUp(sorted, wished, Infinity);
  const between = down.map((y, index) => (y + (up[index] ?? y)) / 2);
  const inside = pushedUp(sorted, pushedDown(sorted, between, 0), plotHeight);
  return new Map(sorted.map((point, index) => [point, inside[index] ?? point.y]));
}

function pushedDown(points: readonly LabelledPoint[], wished: readonly number[], top: number): number[] {
  let end = top;
  return points.map(({ y, height }, index) => {
    const middle = Math.max(wished[index] ?? y, end + height / 2);
    end = middle + height / 2;
    return middle;
  });
}

function pushedUp(points: readonly LabelledPoint[], wished: readonly number[], bottom: number): number[] {
  let end = bottom;
  return points
    .map((point, index) => ({ point, wish: wished[index] ?? point.y }))
    .reverse()
    .map(({ point: { height }, wish }) => {
      const middle = Math.min(wish, end - height / 2);
      end = middle - height / 2;
      return middle;
    })
    .reverse();
}

function downwards(points: readonly LabelledPoint[]): LabelledPoint[] {
  return [...points].sort((a, b) => a.y - b.y || b.x - a.x);
}

function boxOf({ x, y, width, height }: LabelledPoint, { align, dx, dy }: LabelPlace): Box {
  const left = x + dx - { left: 0, center: width / 2, right: width }[align];
  return { left, right: left + width, top: y + dy - height / 2, bottom: y + dy + height / 2 };
}

function around(x: number, y: number, radius: number): Box {
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

function isInside({ left, right, top, bottom }: Box, { width, height }: LabelledPlot): boolean {
  return left >= 0 && right <= width && top >= 0 && bottom <= height;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
