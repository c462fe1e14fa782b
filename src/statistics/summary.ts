import { magnitude } from './spread.js';

/** Arithmetic mean. Needs at least one value. */
export function mean(values: readonly number[]): number {
  const scale = scaleOf(values);
  const scaled = values.map((value) => value / scale);
  const rough = sum(scaled) / values.length;
  // A second pass takes out the rounding of the first: equal values have exactly their own mean.
  return (rough + sum(scaled.map((value) => value - rough)) / values.length) * scale;
}

/** Sample standard deviation (n − 1); undefined for fewer than two values, which have none. */
export function standardDeviation(values: readonly number[]): number | undefined {
  if (values.length < 2) return undefined;
  const centre = mean(values);
  const distances = values.map((value) => value - centre);
  const scale = scaleOf(distances);
  return Math.sqrt(sum(distances.map((distance) => (distance / scale) ** 2)) / (values.length - 1)) * scale;
}

/** A power of two, which changes no digit: sums and squares of numbers of any size neither overflow nor vanish. */
function scaleOf(values: readonly number[]): number {
  const largest = magnitude(values);
  return largest === 0 || !Number.isFinite(largest) ? 1 : 2 ** Math.floor(Math.log2(largest));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
