/** A point of a plot and the size of its name, in pixels from the plot's upper left corner. */
export interface LabelledPoint {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a name stands, seen from the middle of its point. */
export interface LabelPlace {
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

/** Around the middle of a point. */
const POINT_RADIUS = 5;
const GAP = 3;
const BESIDE: LabelPlace = { align: 'left', dx: POINT_RADIUS + GAP, dy: 0 };

/** A plot with the lines through zero, which no name is to stand on. */
export interface LabelledPlot {
  readonly width: number;
  readonly height: number;
  readonly zeroX: number;
  readonly zeroY: number;
}

/**
 * Puts each name beside its point, or as near as it covers no point, no other name and no line; the same points always
 * get the same places. A name for which there is no free place stands on the right.
 */
export function placeLabels(points: readonly LabelledPoint[], plot: LabelledPlot): LabelPlace[] {
  const taken: Box[] = [
    ...points.map(({ x, y }) => around(x, y, POINT_RADIUS)),
    { left: 0, right: plot.width, top: plot.zeroY - 1, bottom: plot.zeroY + 1 },
    { left: plot.zeroX - 1, right: plot.zeroX + 1, top: 0, bottom: plot.height },
  ];
  const places = new Map<LabelledPoint, LabelPlace>();
  for (const point of [...points].sort((a, b) => a.y - b.y)) {
    const free = placesAround(point, plot.height).find((place) => {
      const box = boxOf(point, place);
      const isInside = box.left >= 0 && box.right <= plot.width && box.top >= 0 && box.bottom <= plot.height;
      return isInside && !taken.some((other) => overlap(box, other));
    });
    const place = free ?? BESIDE;
    taken.push(boxOf(point, place));
    places.set(point, place);
  }
  return points.map((point) => places.get(point) ?? BESIDE);
}

/** The nearest first: beside the point, above and below, then ever higher and lower beside it. */
function placesAround({ height }: LabelledPoint, plotHeight: number): LabelPlace[] {
  const dx = POINT_RADIUS + GAP;
  const right = (dy: number): LabelPlace => ({ align: 'left', dx, dy });
  const left = (dy: number): LabelPlace => ({ align: 'right', dx: -dx, dy });
  const step = height / 2 + POINT_RADIUS + 1;
  const centre = (dy: number): LabelPlace => ({ align: 'center', dx: 0, dy });
  const far = Array.from({ length: Math.ceil(plotHeight / 4) }, (_, index) => 8 + 4 * index);
  return [
    ...[right(0), left(0), centre(-step), centre(step)],
    ...far.flatMap((dy) => [right(-dy), right(dy), left(-dy), left(dy)]),
  ];
}

function boxOf({ x, y, width, height }: LabelledPoint, { align, dx, dy }: LabelPlace): Box {
  const left = x + dx - (align === 'left' ? 0 : align === 'right' ? width : width / 2);
  return { left, right: left + width, top: y + dy - height / 2, bottom: y + dy + height / 2 };
}

function around(x: number, y: number, radius: number): Box {
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
