/** Arithmetic mean. Needs at least one value. */
export function mean(values: readonly number[]): number {
  const rough = sum(values) / values.length;
  // A second pass takes out the rounding of the first: equal values have exactly their own mean.
  return rough + sum(values.map((value) => value - rough)) / values.length;
}

/** Sample standard deviation (n − 1); undefined for fewer than two values, which have none. */
export function standardDeviation(values: readonly number[]): number | undefined {
  if (values.length < 2) return undefined;
  const centre = mean(values);
  return Math.sqrt(sum(values.map((value) => (value - centre) ** 2)) / (values.length - 1));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
