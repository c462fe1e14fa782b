import type { MetricRecord, MetricSource } from '../../../../src/core/metric.js';
import type { FailureReason, Outcome } from '../../../../src/core/outcome.js';
import { SECOND_BASELINE_ID, secondBaselineTrial } from '../../../../src/core/second-baseline.js';
import type { RecordedRun, StudyRecord } from '../../../../src/core/study-record.js';
import { BASELINE_ID, type Trial } from '../../../../src/core/trial.js';

/** The numbers of one run by metric, a failure, or nothing yet. */
export type RunContent = Readonly<Record<string, number>> | FailureReason | MetricRecord[] | undefined;

const outcomeBase = { startedAt: '2025-01-01T00:00:00.000Z', durationMs: 1000, attempt: 1, notes: [], readFiles: [] };

/** A metric that was given once, or once per epoch. */
export function metric(
  name: string,
  values: number | readonly number[],
  source: MetricSource = 'metric-line',
): MetricRecord {
  const series = typeof values === 'number' ? [values] : values;
  return {
    name,
    source,
    value: series.at(-1) ?? Number.NaN,
    series: series.map((value) => ({ value })),
    trace: 'stdout.log:1',
  };
}

/** A metric whose values tell their step. */
export function steppedMetric(name: string, points: readonly (readonly [number, number])[]): MetricRecord {
  return {
    name,
    source: 'metrics-file',
    value: points.at(-1)?.[1] ?? Number.NaN,
    series: points.map(([step, value]) => ({ step, value })),
    trace: 'metrics.jsonl:1',
  };
}

/** A study of the given trials, each with what its runs gave, by seed index. */
export function buildRecord(
  runs: Readonly<Record<string, readonly RunContent[]>>,
  changes: Partial<StudyRecord> = {},
): StudyRecord {
  const seeds = Math.max(...Object.values(runs).map((contents) => contents.length));
  return {
    study: {
      name: 'digits',
      script: 'train.py',
      command: 'python train.py',
      typedWords: ['run', 'train.py'],
      toolVersion: '0.1.0',
      startedAt: '2025-01-01T00:00:00.000Z',
      wallTimeMs: 60_000,
      environment: {
        python: '.venv/bin/python',
        pythonVersion: '3.11.2',
        packages: { torch: '2.4.1' },
        operatingSystem: 'Linux 6.1',
        processor: 'AMD EPYC 7763',
        cores: 16,
        gpus: [],
        jobs: 4,
        threadsPerRun: 1,
      },
    },
    seeds: {
      indices: Array.from({ length: seeds }, (_, index) => index),
      how: 'The --seed option is set.',
      places: [],
    },
    trials: Object.keys(runs).map((id) => ({
      trial: trial(id),
      label: id === BASELINE_ID ? id : `− ${id}`,
      origin: 'rule statement: removes the statement',
      notes: [],
      diff: '',
      arguments: [],
    })),
    runs: Object.entries(runs).flatMap(([trialId, contents]) =>
      contents.map((content, seedIndex) => recordedRun(trialId, seedIndex, content)),
    ),
    skipped: [],
    requestedMetrics: { names: [], select: { kind: 'last' }, directions: {} },
    alpha: 0.05,
    reproducibility: { kind: 'identical' },
    warnings: [],
    ...changes,
  };
}

/** A study of one metric, `acc`, that every run gave. */
export function buildAccuracyRecord(
  values: Readonly<Record<string, readonly number[]>>,
  changes: Partial<StudyRecord> = {},
): StudyRecord {
  const runs = Object.entries(values).map(([id, numbers]) => [id, numbers.map((acc) => ({ acc }))] as const);
  return buildRecord(Object.fromEntries(runs), changes);
}

/** The record with the median time of a step of each run, by trial and seed index. */
export function withStepTimes(
  record: StudyRecord,
  times: Readonly<Record<string, readonly (number | undefined)[]>>,
): StudyRecord {
  const runs = record.runs.map((recorded): RecordedRun => {
    const stepMs = times[recorded.run.trialId]?.[recorded.run.seedIndex];
    return recorded.outcome === undefined || stepMs === undefined
      ? recorded
      : { ...recorded, outcome: { ...recorded.outcome, stepMs } };
  });
  return { ...record, runs };
}

function trial(id: string): Trial {
  if (id === SECOND_BASELINE_ID) return secondBaselineTrial;
  const change = id === BASELINE_ID ? 'none' : id.startsWith('replaced') ? 'replace' : 'remove';
  return { id, componentIds: id === BASELINE_ID ? [] : [id], change };
}

function recordedRun(trialId: string, seedIndex: number, content: RunContent): RecordedRun {
  const run = { trialId, seedIndex, identity: `${trialId}-${seedIndex}` };
  if (content === undefined) return { run };
  return { run, directory: `runs/${trialId}/${seedIndex}`, outcome: outcomeOf(content) };
}

function outcomeOf(content: NonNullable<RunContent>): Outcome {
  if (isFailure(content)) return { ...outcomeBase, kind: 'failed', reason: content, logTail: [], metrics: [] };
  const metrics = Array.isArray(content)
    ? content
    : Object.entries(content).map(([name, value]) => metric(name, value));
  return { ...outcomeBase, kind: 'completed', metrics };
}

function isFailure(content: NonNullable<RunContent>): content is FailureReason {
  return !Array.isArray(content) && 'kind' in content;
}
