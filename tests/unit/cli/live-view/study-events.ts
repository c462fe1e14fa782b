import type { StudyEvent } from '../../../../src/core/event.js';
import type { FailureReason, Outcome } from '../../../../src/core/outcome.js';
import type { PlannedRun } from '../../../../src/core/trial.js';
import type { Verdict } from '../../../../src/core/verdict.js';

export const START_MS = Date.parse('2025-11-20T09:00:00.000Z');

export function plannedRuns(trialIds: readonly string[], seeds: number): PlannedRun[] {
  return Array.from({ length: seeds }, (_, seedIndex) =>
    trialIds.map((trialId) => ({ trialId, seedIndex, identity: `${trialId}/${String(seedIndex)}` })),
  ).flat();
}

export function at(seconds: number): string {
  return new Date(START_MS + seconds * 1000).toISOString();
}

export function started(run: PlannedRun, seconds: number): StudyEvent {
  return { type: 'run-started', at: at(seconds), run, directory: '' };
}

export function progressed(run: PlannedRun, metric: string, value: number): StudyEvent {
  return { type: 'run-progressed', at: at(0), run, metric, value };
}

export function completed(
  run: PlannedRun,
  durationSeconds: number,
  metrics: Readonly<Record<string, number>>,
): StudyEvent {
  const records = Object.entries(metrics).map(([name, value]) => {
    return { name, value, source: 'printed' as const, series: [{ value }], trace: 'stdout.log:1' };
  });
  return ended(run, { kind: 'completed', metrics: records, ...outcomeBase(durationSeconds) });
}

export function failed(run: PlannedRun, durationSeconds: number, reason: FailureReason): StudyEvent {
  return ended(run, { kind: 'failed', reason, logTail: [], metrics: [], ...outcomeBase(durationSeconds) });
}

export function metricChosen(name: string): StudyEvent {
  const choice = {
    name,
    direction: 'higher-is-better',
    directionOrigin: 'name',
    origin: 'user',
    select: { kind: 'last' },
  } as const;
  return { type: 'metric-chosen', at: at(0), choice };
}

export function judged(trialId: string, verdict: Verdict): StudyEvent {
  return { type: 'variant-judged', at: at(0), trialId, variantKey: `${trialId}/0`, verdict };
}

export function warned(message: string): StudyEvent {
  return { type: 'note-made', at: at(0), severity: 'warning', message };
}

function ended(run: PlannedRun, outcome: Outcome): StudyEvent {
  return { type: 'run-ended', at: at(0), run, outcome };
}

function outcomeBase(durationSeconds: number) {
  return { startedAt: at(0), durationMs: durationSeconds * 1000, attempt: 1, notes: [], readFiles: [] };
}
