import { trustRank, type MetricPoint, type MetricRecord, type MetricSource } from '../../core/metric.js';
import { stepProperty, type Reading } from './reading.js';

/** A script that prints more different things than this prints no metrics with most of them. */
const MAXIMUM_SERIES = 1000;
const MAXIMUM_POINTS = 100_000;
const LINE_BREAK = /\s*[\n\v\f\r\u0085\u2028\u2029]\s*/;

interface Series {
  readonly source: MetricSource;
  readonly name: string;
  /** Every `stride`-th point; the last one is kept apart, so thinning never loses it. */
  points: MetricPoint[];
  stride: number;
  count: number;
  last: MetricPoint;
  trace: string;
}

/** The values of one series, to be compared with those of the same series in another run. */
export interface GivenSeries extends Pick<MetricRecord, 'name' | 'source'> {
  /** The same in every run of a script, also in one that was stopped in the middle; names need not be. */
  readonly key: string;
  /** Every `stride`-th value, from the first. */
  readonly values: readonly number[];
  readonly stride: number;
  /** How many were given. */
  readonly count: number;
  readonly last: number;
}

/** All readings of a run, as one series for each name, source and origin. */
export class MetricSeries {
  readonly #series = new Map<string, Series>();

  add(given: Reading): void {
    const reading = withNameOnOneLine(given);
    const key = `${reading.source}\n${reading.origin}\n${reading.name}`;
    const point: MetricPoint = { ...stepProperty(reading.step), value: reading.value };
    const series = this.#series.get(key);
    if (series !== undefined) extend(series, point, reading.trace);
    else if (this.#series.size < MAXIMUM_SERIES) this.#series.set(key, startSeries(reading, point));
  }

  /**
   * One record for each series, the most trusted source first, each in order of appearance. A name
   * that is taken gets its source, `loss (printed)`, or within one source a number, `loss (2)`.
   * A number and not the place in the code: the lines of a variant are not those of the baseline,
   * and the same metric must have the same name in both.
   */
  records(): MetricRecord[] {
    return this.#named().map(({ series, name }) => toRecord(series, name));
  }

  /** One for each series, in the same order and with the same names. */
  given(): GivenSeries[] {
    return this.#named().map(({ key, series, name }) => ({
      ...{ key, name, source: series.source, stride: series.stride, count: series.count, last: series.last.value },
      values: series.points.map(({ value }) => value),
    }));
  }

  #named(): { readonly key: string; readonly series: Series; readonly name: string }[] {
    const taken = new Map<string, MetricSource>();
    const ordered = [...this.#series].sort(([, a], [, b]) => trustRank(a.source) - trustRank(b.source));
    return ordered.map(([key, series]) => ({ key, series, name: uniqueName(series, taken) }));
  }
}

/** A name is a cell of a table and a word of a message: it has no second line. */
function withNameOnOneLine(reading: Reading): Reading {
  if (!LINE_BREAK.test(reading.name)) return reading;
  return { ...reading, name: reading.name.split(LINE_BREAK).join(' ').trim() };
}

function startSeries(reading: Reading, point: MetricPoint): Series {
  const { source, name, trace } = reading;
  return { source, name, points: [point], stride: 1, count: 1, last: point, trace };
}

function extend(series: Series, point: MetricPoint, trace: string): void {
  if (series.count % series.stride === 0) series.points.push(point);
  if (series.points.length > MAXIMUM_POINTS) {
    series.points = series.points.filter((_, index) => index % 2 === 0);
    series.stride *= 2;
  }
  series.count++;
  series.last = point;
  series.trace = trace;
}

function toRecord(series: Series, name: string): MetricRecord {
  const endsInLast = series.points.at(-1) === series.last;
  const points = endsInLast ? series.points : [...series.points.slice(0, MAXIMUM_POINTS - 1), series.last];
  return { name, source: series.source, value: series.last.value, series: points, trace: series.trace };
}

function uniqueName(series: Series, taken: Map<string, MetricSource>): string {
  const holder = taken.get(series.name);
  const base = holder === undefined || holder === series.source ? series.name : `${series.name} (${series.source})`;
  let name = base;
  for (let ordinal = 2; taken.has(name); ordinal++) name = `${base} (${ordinal})`;
  taken.set(name, series.source);
  return name;
}
