import type { Reproducibility } from '../core/event.js';
import type { GivenSeries } from '../execution/metrics/metric-series.js';
import { metricTokens } from '../reports/analysis/metric-tokens.js';
import { isPossibleResult } from '../reports/analysis/metric-standing.js';
import { variesAnyway } from '../reports/analysis/varies-anyway.js';

/** How a run and a repetition of it compare. */
export type Comparison =
  | Reproducibility
  /** Both came to their end, and no number that both gave differs, but they have not all in common; `how` follows "it". */
  | { readonly kind: 'other-extent'; readonly how: string };

/** What a repetition measured: all of it, or what it had come to when it was stopped. */
export interface Repeated {
  readonly series: readonly GivenSeries[];
  readonly extent: 'whole' | 'part';
}

/**
 * Compares a run with a repetition of it, value by value as far as that came: other numbers come before more or fewer of them.
 * Clocks and the like are left out, unless `asked` has them: the metrics that the study is about. Of a part, what a script prints
 * of its settings or what never changes is no evidence that a seed repeats.
 */
export function compareRepetitions(
  first: readonly GivenSeries[],
  { series: second, extent }: Repeated,
  asked: readonly string[],
): Comparison {
  const tolerance: Record<string, number> = {};
  let isEvident = false;
  for (const series of first) {
    const other = second.find(({ key }) => key === series.key);
    if (other === undefined || isLeftOut(series, asked)) continue;
    // A file that is written anew each time holds the value of another moment.
    if (extent === 'part' && series.source === 'metrics-file' && series.count === 1) continue;
    const largest = largestDifference(series, other);
    if (largest > 0) tolerance[series.name] = largest;
    isEvident ||= extent === 'whole' || isAsked(series, asked) || isEvidence(series);
  }
  if (Object.keys(tolerance).length > 0) return { kind: 'differs', tolerance };
  const how = extent === 'whole' ? differenceInExtent(first, second, asked) : undefined;
  if (how !== undefined) return { kind: 'other-extent', how };
  return isEvident
    ? { kind: 'identical' }
    : { kind: 'not-checked', reason: 'it printed no number that could be compared' };
}

/** In words, what two executions that both came to their end do not have in common: metrics, or how often each was given. */
function differenceInExtent(
  first: readonly GivenSeries[],
  second: readonly GivenSeries[],
  asked: readonly string[],
): string | undefined {
  const [had, has] = [new Map(first.map((each) => [each.key, each])), new Map(second.map((each) => [each.key, each]))];
  for (const [key, series] of new Map([...has, ...had])) {
    const [before, now] = [had.get(key)?.count ?? 0, has.get(key)?.count ?? 0];
    if (before === now || isLeftOut(series, asked)) continue;
    return `gave ${now} value${now === 1 ? '' : 's'} of ${series.name} instead of ${before}`;
  }
  return undefined;
}

function isLeftOut(series: GivenSeries, asked: readonly string[]): boolean {
  return variesAnyway(series.name) && !isAsked(series, asked);
}

function isAsked({ name }: GivenSeries, asked: readonly string[]): boolean {
  const wordsOf = (text: string): string => metricTokens(text).join(' ');
  return asked.some((each) => wordsOf(each) === wordsOf(name));
}

/** Whether its first values tell whether a run is the same: `lr` or a count of parameters do not. */
function isEvidence({ name, values }: GivenSeries): boolean {
  const isConstant = values.length > 1 && new Set(values).size === 1;
  return isPossibleResult(name) && !isConstant;
}

/** Over the values that both kept; and over the last, where both came as far. */
function largestDifference(one: GivenSeries, other: GivenSeries): number {
  const stride = Math.max(one.stride, other.stride);
  const kept = ({ values, stride: own }: GivenSeries): number[] =>
    values.filter((_, index) => (index * own) % stride === 0);
  const [ones, others] = [kept(one), kept(other)];
  const ends = one.count === other.count ? distance(one.last, other.last) : 0;
  const shared = ones.slice(0, others.length);
  return shared.reduce((most, value, index) => Math.max(most, distance(value, others[index] ?? Number.NaN)), ends);
}

function distance(a: number, b: number): number {
  return Object.is(a, b) ? 0 : Number.isFinite(a - b) ? Math.abs(a - b) : Number.MAX_VALUE;
}
