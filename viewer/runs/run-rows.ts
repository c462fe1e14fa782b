import type { Report, RunReport } from '../../src/core/report.js';
import type { RunningRun } from '../../src/core/study-view.js';
import { alignDecimals } from '../../src/reports/formats/align-decimals.js';
import { formatDuration } from '../../src/reports/formats/format-duration.js';
import { printable } from '../../src/reports/formats/printable.js';
import { FIGURE_SPACE } from '../results/number-texts.js';

/** A run as a table shows it. */
export interface RunRow {
  readonly key: string;
  readonly trialId: string;
  readonly seedIndex: number;
  readonly state: RunReport['state'] | 'running';
  /** `failed: timed out after 60 s` */
  readonly stateInWords: string;
  /** The number behind the results, unrounded; empty where there is none. */
  readonly value: string;
  readonly duration: string;
  /** Whether there is a log to look at. */
  readonly hasStarted: boolean;
  readonly searchText: string;
}

/** The runs of a report, with those that are being executed marked. */
export function runRows(report: Report, running: readonly RunningRun[]): RunRow[] {
  const isRunning = new Set(running.map(({ trialId, seedIndex }) => keyOf(trialId, seedIndex)));
  const values = reportedValues(report);
  const numbers = alignDecimals(
    report.runs.map((run) => String(values.get(keyOf(run.trialId, run.seedIndex)) ?? '').replace('-', '−')),
  );
  return report.runs.map((run, index) => {
    const key = keyOf(run.trialId, run.seedIndex);
    const state = isRunning.has(key) ? 'running' : run.state;
    const stateInWords = inWords(state, run.failure);
    return {
      key,
      trialId: run.trialId,
      seedIndex: run.seedIndex,
      state,
      stateInWords,
      value: state === 'running' ? '' : (numbers[index] ?? '').replaceAll(' ', FIGURE_SPACE),
      duration: state === 'running' || run.durationMs === undefined ? '' : formatDuration(run.durationMs),
      hasStarted: state !== 'not-run',
      searchText: `${run.trialId} ${run.seedIndex} ${stateInWords}`.toLowerCase(),
    };
  });
}

/** The rows of one trial. */
export function runRowsOf(report: Report, running: readonly RunningRun[], trialId: string): RunRow[] {
  return runRows({ ...report, runs: report.runs.filter((run) => run.trialId === trialId) }, running);
}

function inWords(state: RunRow['state'], failure: string | undefined): string {
  const word = state === 'not-run' ? 'not run' : state;
  return state === 'failed' && failure !== undefined ? `${word}: ${printable(failure)}` : word;
}

/** What `reportedValue` gives, for all runs at once. */
function reportedValues({ trials, secondBaseline, primaryMetric }: Report): Map<string, number> {
  const measured = [...trials, ...(secondBaseline === undefined ? [] : [secondBaseline])];
  return new Map(
    measured.flatMap(({ id, metrics }) => {
      const summary = metrics.find(({ metric }) => metric === primaryMetric?.name)?.summary;
      return (summary?.values ?? []).map(({ seedIndex, value }) => [keyOf(id, seedIndex), value] as const);
    }),
  );
}

function keyOf(trialId: string, seedIndex: number): string {
  return `${trialId} ${seedIndex}`;
}
