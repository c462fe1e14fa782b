/** Where an axis of numbers begins and ends. */
export type Domain = readonly [low: number, high: number];

/** Shows all `points`, with a margin as wide as half a tick's number is high; a single value gets room on both sides. */
export function domainOf(points: readonly number[]): Domain {
  const [low, high] = extent(points);
  const margin = low === high ? Math.abs(low) * 0.1 || 1 : 0.08 * (high - low);
  return [low - margin, high + margin];
}

/**
 * Shows all `points`, and the ends of intervals as far as they are not so far away that the points would be one dot: that is
 * what few seeds do.
 */
export function domainWithIntervals(points: readonly number[], ends: readonly number[]): Domain {
  const [low, high] = extent(points);
  const reach = high - low;
  if (reach === 0) return domainOf([...points, ...ends]);
  return domainOf([...points, ...ends.map((end) => Math.min(high + reach, Math.max(low - reach, end)))]);
}

/** An axis of numbers from one end to the other, without a title. */
export function numberChannel(domain: Domain, tickCount: number) {
  return {
    type: 'quantitative' as const,
    // What lies beyond the ends is drawn at them.
    scale: { domain: [...domain], clamp: true, nice: false, zero: false },
    axis: { tickCount, ...tickFormat(domain) },
  };
}

/** The axis under the rows of a figure. */
export function axisUnderRows(domain: Domain, title: readonly string[]) {
  const channel = numberChannel(domain, 5);
  return { ...channel, axis: { ...channel.axis, title: [...title] } };
}

/** How far along its axis a number lies: 0 at its beginning, 1 at its end. */
export function shareOf(value: number, [low, high]: Domain): number {
  return (value - low) / (high - low);
}

/** How ticks are written: as they are, or as powers of ten where they would be all zeros. */
function tickFormat([low, high]: Domain): { readonly format?: string } {
  const largest = Math.max(Math.abs(low), Math.abs(high));
  const isFlat = high - low < 1e-4 * largest;
  return (largest >= 1e6 || largest < 1e-3) && !isFlat ? { format: '~g' } : {};
}

/** The smallest and the largest of the finite `points`, of any number of them; zeros where there are none. */
export function extent(points: readonly number[]): Domain {
  let [low, high] = [Infinity, -Infinity];
  for (const point of points) {
    if (!Number.isFinite(point)) continue;
    low = Math.min(low, point);
    high = Math.max(high, point);
  }
  return low > high ? [0, 0] : [low, high];
}
