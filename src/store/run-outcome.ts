import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { replaceFile } from '../core/replace-file.js';
import type { MetricPoint, MetricRecord } from '../core/metric.js';
import type { Outcome } from '../core/outcome.js';
import { readOneOfMany } from '../core/read-regular-file.js';
import type { PlannedRun } from '../core/trial.js';
import { encodeNonFinite, parseWithNonFinite } from './event-log.js';
import { isSeriesEntry, isStoredOutcome, type StoredOutcome } from './stored-shapes.js';

const OUTCOME_FILE = 'outcome.json';
const SERIES_FILE = 'series.jsonl';

/**
 * Keeps an attempt's result: the series first, then `outcome.json`, written beside and renamed, so
 * that a reader finds a whole result or none. Returns what belongs in the event log.
 */
export async function writeOutcome(
  attemptDirectory: string,
  run: PlannedRun,
  outcome: Outcome,
): Promise<StoredOutcome> {
  const series = outcome.metrics.map((metric) => JSON.stringify([metric.name, metric.series], encodeNonFinite));
  await writeFile(path.join(attemptDirectory, SERIES_FILE), series.map((line) => `${line}\n`).join(''));
  const stored: StoredOutcome = {
    run,
    outcome: { ...outcome, metrics: outcome.metrics.map(withShortSeries) },
  };
  const file = path.join(attemptDirectory, OUTCOME_FILE);
  await replaceFile(file, `${JSON.stringify(stored, encodeNonFinite, 1)}\n`);
  return stored;
}

/** A single value is told in place: that saves a reader of thousands of runs a file of each. */
function withShortSeries(metric: MetricRecord): MetricRecord {
  return metric.series.length === 1 ? metric : { ...metric, series: [] };
}

/** Puts the series of an attempt back into its metrics; metrics without a whole stored series keep their last value. */
export function readSeries(attemptDirectory: string, metrics: readonly MetricRecord[]): readonly MetricRecord[] {
  if (metrics.every(({ series }) => series.length > 0)) return metrics;
  const text = readOneOfMany(path.join(attemptDirectory, SERIES_FILE)) ?? '';
  const series = new Map(
    text.split('\n').flatMap((line) => {
      const entry = parseSeries(line);
      return entry === undefined ? [] : [entry];
    }),
  );
  return metrics.map((metric) => {
    const told = metric.series.length > 0 ? metric.series : [{ value: metric.value }];
    return { ...metric, series: series.get(metric.name) ?? told };
  });
}

function parseSeries(line: string): [string, MetricPoint[]] | undefined {
  try {
    const entry: unknown = parseWithNonFinite(line);
    return isSeriesEntry(entry) ? entry : undefined;
  } catch {
    return undefined;
  }
}

/** The outcomes in these folders of attempts, absolute, read one by one; those without one are left out. */
export function* readOutcomes(attemptDirectories: readonly string[]): Generator<StoredOutcome> {
  for (const directory of attemptDirectories) {
    const stored = readOutcome(path.join(directory, OUTCOME_FILE));
    if (stored !== undefined) yield stored;
  }
}

function readOutcome(file: string): StoredOutcome | undefined {
  const text = readOneOfMany(file);
  if (text === undefined) return undefined;
  try {
    const stored: unknown = parseWithNonFinite(text);
    return isStoredOutcome(stored) ? stored : undefined;
  } catch {
    return undefined;
  }
}
