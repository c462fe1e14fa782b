/**
 * P(Z ≤ z) for the standard normal, by Marsaglia's series (J. Statist. Softw. 11(4), 2004);
 * absolute error below 1e-14.
 */
export function normalCdf(z: number): number {
  if (z < -9) return 0;
  if (z > 9) return 1;
  let sum = z;
  let term = z;
  for (let factor = 3; Math.abs(term) > Number.EPSILON * Math.abs(sum); factor += 2) {
    term *= (z * z) / factor;
    sum += term;
  }
  return Math.min(1, Math.max(0, 0.5 + (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI)));
}
