import type { Report, TrialReport } from '../../core/report.js';
import { printable } from './printable.js';

/** What the runs of a trial, or of the baseline at other seeds, came to. */
export type MeasuredTrial = Pick<TrialReport, 'id' | 'plannedRuns' | 'failures' | 'metrics' | 'finding'>;

/**
 * The runs of a trial that are not behind its numbers, by name: `2 of 5 runs failed: timed out
 * after 60 s (seeds 1, 3)`. Absent where every planned run gave this metric,
 * and where none was to run.
 */
export function missingRunsInWords(report: Report, trial: MeasuredTrial, metric: string): string | undefined {
  if (trial.finding?.kind === 'rejected') return undefined;
  const parts: string[] = [];
  const failed = trial.failures.length;
  // Most trials, told without a look at every run of the study.
  if (failed === 0 && numbersOf(trial, metric) === trial.plannedRuns) return undefined;
  if (failed > 0) parts.push(`${share(failed, trial.plannedRuns)} failed: ${failuresInWords(trial)}`);
  const notRun = report.runs.filter((run) => run.trialId === trial.id && run.state === 'not-run').length;
  if (notRun > 0) parts.push(`${share(notRun, trial.plannedRuns)} not run yet`);
  const withoutNumber = trial.plannedRuns - numbersOf(trial, metric) - failed - notRun;
  if (withoutNumber > 0) parts.push(`${share(withoutNumber, trial.plannedRuns)} gave no ${printable(metric)}`);
  return parts.length > 0 ? parts.join('; ') : undefined;
}

/** The same of an exploratory metric, which also runs that failed for the primary one may have given. */
export function missingNumbersInWords(report: Report, trial: MeasuredTrial, metric: string): string | undefined {
  const missing = trial.plannedRuns - numbersOf(trial, metric);
  if (trial.finding?.kind === 'rejected' || missing <= 0) return undefined;
  const notRun = report.runs.filter((run) => run.trialId === trial.id && run.state === 'not-run').length;
  const parts = [
    ...(missing > notRun ? [`${share(missing - notRun, trial.plannedRuns)} gave no ${printable(metric)}`] : []),
    ...(notRun > 0 ? [`${share(notRun, trial.plannedRuns)} not run yet`] : []),
  ];
  return parts.join('; ');
}

/** What there is to say of a trial where no metric is recognised, so that there is no table. */
export function whyWithoutMetric(report: Report, trial: TrialReport): string {
  if (trial.failures.length > 0) return failuresInWords(trial);
  if (trial.finding !== undefined) return trial.finding.inWords;
  const hasRun = report.runs.some((run) => run.trialId === trial.id && run.state === 'completed');
  return hasRun ? 'completed, but no metric was recognised' : 'not run yet';
}

/** The different reasons, each with the seed indices it struck; without them where it struck all. */
function failuresInWords(trial: MeasuredTrial): string {
  const seedsByReason = new Map<string, number[]>();
  for (const failure of trial.failures) {
    const reason = printable(failure.inWords);
    seedsByReason.set(reason, [...(seedsByReason.get(reason) ?? []), failure.seedIndex]);
  }
  return [...seedsByReason]
    .map(([reason, seeds]) => (seeds.length === trial.plannedRuns ? reason : `${reason} (${seedsInWords(seeds)})`))
    .join(', ');
}

function numbersOf(trial: MeasuredTrial, metric: string): number {
  return trial.metrics.find((candidate) => candidate.metric === metric)?.summary?.n ?? 0;
}

function seedsInWords(seeds: readonly number[]): string {
  return `${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')}`;
}

function share(count: number, of: number): string {
  if (of === 1) return 'the run';
  return count === of ? `all ${of} runs` : `${count} of ${of} runs`;
}
