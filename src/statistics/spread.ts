/** Differences smaller than this part of the numbers they come from are rounding, not spread. */
const ROUNDING = 1e-12;

/** Largest absolute value, the scale at which rounding happens. */
export function magnitude(values: readonly number[]): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}

/**
 * Whether the values are all the same up to floating-point rounding. `scale` is the magnitude of the
 * numbers the values were computed from: 0.91 − 0.9 and 0.81 − 0.8 differ by 1e-16 and are equal.
 */
export function hasNoSpread(values: readonly number[], scale: number = magnitude(values)): boolean {
  return Math.max(...values) - Math.min(...values) <= ROUNDING * scale;
}
