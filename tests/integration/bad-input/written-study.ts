import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SHARED_DESCRIPTION } from './shared-description.js';
import type { KeptEvent } from '../../../src/core/event.js';
import type { MetricRecord } from '../../../src/core/metric.js';
import type { FailureReason, Outcome } from '../../../src/core/outcome.js';
import type { RecordedTrial } from '../../../src/core/study-record.js';
import type { PlannedRun } from '../../../src/core/trial.js';
import { openEventLog, type EventLog } from '../../../src/store/event-log.js';
import { writeOutcome } from '../../../src/store/run-outcome.js';
import { attemptDirectoryName } from '../../../src/store/study-folder.js';
import { writeSketch, type StudySketch } from '../../../src/store/study-sketch.js';

/** How a run of a written study ends: with the series of its metrics, with a failure, or not yet. */
export type WrittenRun =
  | { readonly metrics: Readonly<Record<string, readonly number[]>> }
  | { readonly failure: FailureReason; readonly logTail?: readonly string[] }
  | 'to-come';

export interface WrittenStudy {
  readonly name?: string;
  readonly script?: string;
  /** By their ids; the baseline comes by itself. */
  readonly trials: readonly WrittenTrial[];
  readonly seeds: readonly number[];
  readonly run: (trialId: string, seedIndex: number) => WrittenRun;
  readonly metrics?: readonly string[];
  readonly skipped?: StudySketch['skipped'];
  /** An unfinished study has no such line in its log. */
  readonly isEnded?: false;
}

export interface WrittenTrial {
  readonly id: string;
  readonly label?: string;
  readonly diff?: string;
}

/** Writes a study's folder as `run` leaves it, always with the same bytes. */
export async function writeStudy(directory: string, study: WrittenStudy): Promise<void> {
  const trials = recordedTrials(study.trials);
  const runs = study.seeds.flatMap((seedIndex) =>
    trials.map(({ trial }, number) => ({ trialId: trial.id, seedIndex, identity: identityOf(number, seedIndex) })),
  );
  mkdirSync(directory, { recursive: true });
  const sketch: StudySketch = {
    study: {
      ...SHARED_DESCRIPTION,
      name: study.name ?? 'train',
      script: study.script ?? 'train.py',
      command: `python ${study.script ?? 'train.py'}`,
      typedWords: ['run', study.script ?? 'train.py'],
    },
    seeds: { indices: study.seeds, how: 'The seed index is added to each seed of the script.', places: [] },
    trials,
    runs,
    metrics: { names: study.metrics ?? ['accuracy'], patterns: [], select: { kind: 'last' }, directions: {} },
    skipped: study.skipped ?? [],
    warnings: [],
    alpha: 0.05,
  };
  await writeSketch(directory, sketch);
  using log = openEventLog(path.join(directory, 'events.jsonl'), { demand: () => undefined });
  log.append({ type: 'study-started', at: at(0), toolVersion: '0.1.0', script: 'train.py', threadsPerRun: 1 });
  log.append({ type: 'study-planned', at: at(0), trials: trials.length, runs: runs.length });
  for (const [number, run] of runs.entries()) {
    const outcome = outcomeOf(study.run(run.trialId, run.seedIndex), number);
    if (outcome === undefined) continue;
    if (run.trialId === 'baseline' && run.seedIndex === study.seeds[0]) log.append(REPRODUCIBLE);
    else if (run.seedIndex === study.seeds[0]) log.append(faithful(run));
    await writeRun(directory, log, run, outcome);
  }
  if (study.isEnded !== false) log.append({ type: 'study-ended', at: at(runs.length + 1), how: 'finished' });
}

function recordedTrials(trials: readonly WrittenTrial[]): RecordedTrial[] {
  const baseline: RecordedTrial = {
    trial: { id: 'baseline', componentIds: [], change: 'none' },
    label: 'baseline',
    origin: 'the files as they are',
    notes: [],
    diff: '',
    arguments: [],
  };
  const removed = trials.map(({ id, label, diff }) => ({
    trial: { id, componentIds: [id], change: 'remove' as const },
    label: label ?? `− ${id}`,
    origin: 'rule self-assignment: removes the statement',
    notes: ['removes the statement'],
    diff: diff ?? `--- a/train.py\n+++ b/train.py\n@@ -1,3 +1,2 @@\n import random\n-x = ${id}(x)\n score = 1\n`,
    arguments: [],
  }));
  return [baseline, ...removed];
}

async function writeRun(directory: string, log: EventLog, run: PlannedRun, outcome: Outcome): Promise<void> {
  const attempt = path.join(directory, attemptDirectoryName(run, outcome.attempt));
  mkdirSync(attempt, { recursive: true });
  writeFileSync(path.join(attempt, 'stdout.log'), 'training\n');
  writeFileSync(path.join(attempt, 'stderr.log'), '');
  const { outcome: kept } = await writeOutcome(attempt, run, outcome);
  log.append({ type: 'run-ended', at: at(1 + Date.parse(outcome.startedAt) / 1000 - START_S), run, outcome: kept });
}

function outcomeOf(run: WrittenRun, number: number): Outcome | undefined {
  if (run === 'to-come') return undefined;
  const common = { startedAt: at(number), durationMs: 900, attempt: 1, notes: [], readFiles: [] };
  if ('failure' in run) {
    return { ...common, kind: 'failed', reason: run.failure, logTail: run.logTail ?? [], metrics: [] };
  }
  const metrics = Object.entries(run.metrics).map(([name, values]): MetricRecord => {
    const series = values.map((value, index) => ({ step: index + 1, value }));
    return { name, source: 'printed', value: values.at(-1) ?? NaN, series, trace: `stdout.log:${values.length}` };
  });
  return { ...common, kind: 'completed', metrics };
}

const START_S = Date.UTC(2026, 0, 1) / 1000;

function at(seconds: number): string {
  return new Date((START_S + seconds) * 1000).toISOString();
}

const REPRODUCIBLE: KeptEvent = {
  type: 'reproducibility-checked',
  at: at(1),
  result: { kind: 'identical' },
  gate: { kind: 'equal', extent: 'in-full' },
};

function faithful({ trialId, identity }: PlannedRun): KeptEvent {
  const verdict = { kind: 'faithful', reasons: [], notes: [], confounds: {} } as const;
  return { type: 'variant-judged', at: at(2), trialId, variantKey: identity, verdict };
}

function identityOf(number: number, seedIndex: number): string {
  return (number * 16 + seedIndex).toString(16).padStart(8, '0').padEnd(64, '0');
}
