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
  readonly align: 'left' | 'right';
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
 * Puts each name beside its point where it covers no point, no other name and no line, and the others into a column
 * right of the plot, in the order of their points; the same points always get the same places.
 */
export function placeLabels(points: readonly LabelledPoint[], plot: LabelledPlot): LabelPlace[] {
  const beside = placesBeside(points, plot);
  const column = columnHeights(points.filter((point) => !beside.has(point)));
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
 * The middles of the names in the column, from top to bottom, none over another: pushed down from the top, pushed up
 * from the bottom, and the middle of both, which keeps the distances.
 */
function columnHeights(points: readonly LabelledPoint[]): Map<LabelledPoint, number> {
  const sorted = downwards(points);
  const down: number[] = [];
  for (const [index, { y, height }] of sorted.entries()) {
    const above = sorted[index - 1];
    down[index] = above === undefined ? y : Math.max(y, (down[index - 1] ?? y) + (above.height + height) / 2);
  }
  const up: number[] = [];
  for (const [index, { y, height }] of [...sorted.entries()].reverse()) {
    const below = sorted[index + 1];
    up[index] = below === undefined ? y : Math.min(y, (up[index + 1] ?? y) - (below.height + height) / 2);
  }
  return new Map(sorted.map((point, index) => [point, ((down[index] ?? 0) + (up[index] ?? 0)) / 2]));
}

function downwards(points: readonly LabelledPoint[]): LabelledPoint[] {
  return [...points].sort((a, b) => a.y - b.y);
}

function boxOf({ x, y, width, height }: LabelledPoint, { align, dx, dy }: LabelPlace): Box {
  const left = x + dx - (align === 'left' ? 0 : width);
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
