/** Where a number can come from, the most trusted first. */
export const METRIC_SOURCES = [
  'metrics-file',
  'metric-line',
  'user-pattern',
  'logger',
  'sklearn',
  'json-line',
  'printed',
] as const;

export type MetricSource = (typeof METRIC_SOURCES)[number];

/** 0 for the most trusted source; a lower rank wins. */
export function trustRank(source: MetricSource): number {
  return METRIC_SOURCES.indexOf(source);
}

/** One candidate metric of one run: its last value, its series, and where it can be found. */
export interface MetricRecord {
  /** Unique within the run; the same name printed by different parts of a script stays separate. */
  readonly name: string;
  readonly source: MetricSource;
  /** The last finite value, or the non-finite one it ended with. */
  readonly value: number;
  /** Every value in order, with its step (epoch) where the script said one. Ends with `value`. */
  readonly series: readonly MetricPoint[];
  /** Where the last value was read: `stdout.log:812`, `train.py:96 accuracy_score`. */
  readonly trace: string;
}

export interface MetricPoint {
  readonly step?: number;
  readonly value: number;
}

export type MetricDirection = 'higher-is-better' | 'lower-is-better';

/** The metric a table is about, and how sure the choice is. */
export interface MetricChoice {
  readonly name: string;
  readonly direction: MetricDirection;
  readonly directionOrigin: 'user' | 'name' | 'assumed';
  readonly origin: 'user' | 'only-candidate' | 'guess';
  /** `last`: the final value. `best:val_loss`: the value at the epoch where `val_loss` is best. */
  readonly select: MetricSelection;
}

export type MetricSelection = { readonly kind: 'last' } | { readonly kind: 'best'; readonly by: string };

/** A metric the user points at: the first capture group of `pattern` is the number. */
export interface MetricPattern {
  readonly name: string;
  /** JavaScript regular expression, without slashes. */
  readonly pattern: string;
}

/** What the user said about metrics; all of it may be empty. */
export interface MetricRequest {
  /** The first is primary, the rest exploratory. */
  readonly names: readonly string[];
  readonly patterns: readonly MetricPattern[];
  readonly select: MetricSelection;
  /** By name; `*` stands for every metric. */
  readonly directions: Readonly<Record<string, MetricDirection>>;
}
