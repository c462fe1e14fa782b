import { createHash } from 'node:crypto';
import type { Report, RunReport, SecondBaselineReport, TrialReport } from '../../core/report.js';
import { quoteCommandLine } from '../../core/quote-command-line.js';
import { evidenceInWords, verdictInWords } from '../../core/verdict-in-words.js';
import { printable } from '../formats/printable.js';
import { reportedValue } from '../formats/reported-value.js';
import { exportedSeries, type ExportedSeries } from './exported-series.js';
import type { ExportNames } from './export-names.js';
import { studyParameters, type Parameters } from './study-parameters.js';

/** A trial at one seed. */
export interface ExportedRun {
  /** 16 hexadecimal digits, the same at every export of this result. */
  readonly id: string;
  /** `conv2 seed 1` */
  readonly name: string;
  /** The trial. */
  readonly group: string;
  /** Why there is no number; absent where the run completed. */
  readonly failure?: string;
  /** At most 64 characters each: `verdict: faithful`. */
  readonly labels: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** What makes it another run than the others. */
  readonly parameters: Parameters;
  /** With what it was made; mostly the same for all runs. */
  readonly provenance: Parameters;
  readonly startedAtMs?: number;
  readonly durationMs?: number;
  readonly series: readonly ExportedSeries[];
  readonly values: readonly ExportedValue[];
}

export interface ExportedValue {
  readonly name: string;
  readonly value: number;
}

/** A run that failed has no number but its duration. */
export function exportedRun(report: Report, run: RunReport, names: ExportNames): ExportedRun {
  const trial = report.trials.find(({ id }) => id === run.trialId);
  const failure = run.state === 'failed' ? printable(run.failure ?? 'failed') : undefined;
  const tags = tagsOf(trial, failure);
  const duration = run.durationMs === undefined ? [] : [{ name: names.duration, value: run.durationMs / 1000 }];
  return {
    id: idOf(report, run),
    name: `${run.trialId} seed ${run.seedIndex}`,
    group: run.trialId,
    ...(failure === undefined ? {} : { failure }),
    labels: ['state', 'verdict', 'finding'].flatMap((key) => (tags[key] === undefined ? [] : [`${key}: ${tags[key]}`])),
    tags,
    parameters: parametersOf(report, run, trial),
    provenance: provenanceOf(report, run, trial),
    ...(run.startedAt === undefined ? {} : { startedAtMs: Date.parse(run.startedAt) }),
    ...(run.durationMs === undefined ? {} : { durationMs: run.durationMs }),
    series: failure === undefined ? run.metrics.flatMap(exportedSeries) : [],
    values: [...(failure === undefined ? valuesOf(report, run, names) : []), ...duration],
  };
}

function valuesOf(report: Report, run: RunReport, names: ExportNames): ExportedValue[] {
  return run.metrics.flatMap(({ metric, value: last }) => {
    const value = names.reported.includes(metric) ? reportedValue(report, run, metric) : last;
    return value === undefined ? [] : [{ name: names.result(metric), value }];
  });
}

function tagsOf(trial: TrialReport | undefined, failure: string | undefined): Record<string, string> {
  const reasons = trial?.verdict?.reasons.map(evidenceInWords).join('; ') ?? '';
  return {
    state: failure === undefined ? 'completed' : 'failed',
    ...(failure === undefined ? {} : { failure }),
    ...(trial?.verdict === undefined ? {} : { verdict: verdictInWords(trial.verdict) }),
    ...(reasons === '' ? {} : { verdict_reasons: printable(reasons) }),
    ...(trial?.finding === undefined
      ? {}
      : { finding: trial.finding.kind, finding_in_words: printable(trial.finding.inWords) }),
  };
}

function parametersOf({ seeds, secondBaseline }: Report, run: RunReport, trial: TrialReport | undefined): Parameters {
  const base = { trial: run.trialId, seed_index: run.seedIndex };
  if (trial === undefined) return { ...base, change: 'none', ...executedSeed(secondBaseline, seeds.indices, run) };
  return {
    ...base,
    label: printable(trial.label),
    change: trial.change,
    ...(trial.componentIds.length === 0 ? {} : { components: trial.componentIds.join(', ') }),
    ...(trial.arguments.length === 0 ? {} : { arguments: quoteCommandLine(trial.arguments) }),
  };
}

function provenanceOf(report: Report, run: RunReport, trial: TrialReport | undefined): Parameters {
  return {
    ...studyParameters(report),
    ...(trial === undefined ? {} : { origin: printable(trial.origin) }),
    identity: run.identity,
    ...(run.attempt === undefined ? {} : { attempt: run.attempt }),
    ...(run.startedAt === undefined ? {} : { started_at: run.startedAt }),
  };
}

/** The second baseline ran at other seeds than those it is paired with. */
function executedSeed(
  second: SecondBaselineReport | undefined,
  indices: readonly number[],
  { seedIndex }: RunReport,
): Parameters {
  const executed = second?.seedIndices[indices.indexOf(seedIndex)];
  return executed === undefined ? {} : { executed_seed_index: executed };
}

function idOf({ study }: Report, run: RunReport): string {
  const whole = [study.name, study.startedAt, run.trialId, String(run.seedIndex), run.identity];
  return createHash('sha256').update(JSON.stringify(whole)).digest('hex').slice(0, 16);
}
