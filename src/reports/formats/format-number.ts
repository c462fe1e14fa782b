import type { Interval } from '../../core/effect.js';

const MINUS = '\u2212';
/** With more decimals than these a number is easier to read as a power of ten. */
const MOST_DECIMALS = 6;
/** As many as `toFixed` takes. */
const MOST_FIXED = 100;

/**
 * Decimals that show `spread` with two significant digits; the numbers it belongs to get the same. Less than 0 where the
 * last digits before the point are beyond the two: powers of ten leave them out.
 */
export function decimalsOfSpread(spread: number): number {
  return 1 - exponentOf(spread);
}

/**
 * Decimals for a value that has no spread to take them from: four significant digits, or fewer
 * where fewer say the same number.
 */
export function decimalsWithoutSpread(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  const most = Math.max(0, 3 - exponentOf(value));
  for (let decimals = 0; decimals < most; decimals++) {
    if (Math.abs(Number(fixed(value, decimals)) - value) < 1e-12 * Math.abs(value)) return decimals;
  }
  return most;
}

/** `0.9481`, `−12`, `1.2e−7`: a real minus sign, and never a negative zero. */
export function formatNumber(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : `${MINUS}∞`;
  return withRealMinus(isTooLong(value, decimals) ? powerOfTen(value, decimals) : fixed(value, decimals));
}

/** As `formatNumber`, with the sign of a gain written out. */
export function formatDifference(value: number, decimals: number): string {
  const text = formatNumber(value, decimals);
  return value > 0 && /[1-9∞]/u.test(text) ? `+${text}` : text;
}

/**
 * The two ends of an interval. An end that is not 0 is never shown as 0: the reader would take an
 * interval that excludes 0 for one that touches it.
 */
export function formatBounds(interval: Interval, decimals: number): { low: string; high: string } {
  const bound = (value: number) => formatNumber(value, decimalsThatShowNonZero(value, decimals));
  return { low: bound(interval.low), high: bound(interval.high) };
}

/** Three decimals, `<0.001` below; more decimals where rounding would carry p over alpha. */
export function formatPValue(pValue: number, alpha: number): string {
  if (pValue < 0.001 && alpha >= 0.001) return '<0.001';
  const crosses = (decimals: number) => Number(pValue.toFixed(decimals)) < alpha !== pValue < alpha;
  const decimals = [3, 4, 5, 6].find((candidate) => !crosses(candidate)) ?? 6;
  return pValue.toFixed(decimals);
}

/** `95 %` for 0.95; `99.5 %` for 0.995. */
export function formatPercent(share: number): string {
  return `${String(Number((share * 100).toFixed(2)))} %`;
}

function decimalsThatShowNonZero(value: number, decimals: number): number {
  if (value === 0 || !Number.isFinite(value) || !roundsToZero(value, decimals)) return decimals;
  return -exponentOf(value);
}

function exponentOf(value: number): number {
  return Number(value.toExponential(1).split('e')[1] ?? 0);
}

function isTooLong(value: number, decimals: number): boolean {
  return (decimals > MOST_DECIMALS && Math.abs(value) < 1e-3) || Math.abs(value) >= 1e9;
}

function powerOfTen(value: number, decimals: number): string {
  if (roundsToZero(value, decimals)) return '0';
  const digits = Math.min(Math.max(exponentOf(value) + decimals, 0), 9);
  return value.toExponential(digits).replace('e+', 'e');
}

function roundsToZero(value: number, decimals: number): boolean {
  return decimals > MOST_FIXED ? exponentOf(value) < -decimals : Number(fixed(value, decimals)) === 0;
}

function fixed(value: number, decimals: number): string {
  const text = value.toFixed(Math.min(Math.max(0, decimals), MOST_FIXED));
  return Number(text) === 0 ? text.replace('-', '') : text;
}

function withRealMinus(text: string): string {
  return text.replaceAll('-', MINUS);
}
