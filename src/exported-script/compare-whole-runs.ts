import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { environmentFailure } from '../core/environment-failure.js';
import { failureInWords } from '../core/failure-in-words.js';
import type { Outcome } from '../core/outcome.js';
import type { Report, RunReport } from '../core/report.js';
import { BASELINE_ID } from '../core/trial.js';
import { unreachable } from '../core/unreachable.js';
import { readProbeReport } from '../execution/probe/read-probe-report.js';
import { runFiles } from '../execution/run-files.js';
import { withFiles } from '../execution/workspace/with-files.js';
import type { Farm } from '../execution/workspace/farm.js';
import { readAs } from './read-as-exported.js';
import type { ExportedMetric } from './exported-metric.js';
import { exportedExecutor } from './exported-executor.js';
import type { ExportedStudy } from './exported-study.js';
import type { HandedScript } from './handed-script.js';
import { optionPrefix } from './option-prefix.js';

/** How the metric of a training of the script, from its beginning to its end, compares with the table's. */
export type WholeRun =
  | { readonly kind: 'equal'; readonly value: number }
  | {
      readonly kind: 'differs';
      readonly value: number;
      readonly inTable: number;
      /** By how much two runs of the study with one seed differed; absent where they gave the same number. */
      readonly usualDifference?: number;
    }
  | { readonly kind: 'no-value'; readonly reason: string }
  /** What ended it is no matter of the script: nothing was compared. */
  | { readonly kind: 'not-seen'; readonly reason: string };

export interface ComparedRun {
  readonly trialId: string;
  readonly seedIndex: number;
}

/** By the study's own durations: nobody waits longer for a check of what takes longer. */
const ALL_RUNS_MS = 60_000;
/** A run that takes so many times as long as the study's, and a minute, does not end. */
const LONGER = 10;

/**
 * Trains with the script as its reader will: by its own options, in a copy of the project, to the end, without a probe. Runs
 * of the last seed, the baseline first and then the trials by the size of their effects, as many as took a minute in the
 * study. Returns how many runs of that seed were not compared.
 */
export async function compareWholeRuns(
  study: ExportedStudy,
  script: HandedScript,
  metric: ExportedMetric,
  farm: Farm,
  directory: string,
  onRun: (run: ComparedRun, result: WholeRun) => void,
  signal: AbortSignal,
): Promise<number> {
  const runs = comparedRuns(study);
  const filled = await withFiles(farm, script.files);
  let spentMs = 0;
  let compared = 0;
  for (const { run, inTable } of runs) {
    const durationMs = run.durationMs ?? ALL_RUNS_MS;
    spentMs += durationMs;
    if (spentMs > ALL_RUNS_MS) break;
    compared += 1;
    if (await wouldWriteToProject(study, run)) {
      onRun(run, { kind: 'not-seen', reason: 'without a probe it would write into the project' });
      continue;
    }
    const runDirectory = path.join(directory, String(compared));
    const outcome = await train(study, script, run, filled, runDirectory, durationMs * LONGER + ALL_RUNS_MS, signal);
    signal.throwIfAborted();
    onRun(run, whyFailed(outcome) ?? compare(await readAs(metric, runDirectory), inTable, metric.name, study.report));
  }
  return runs.length - compared;
}

/** Whether the study's run had to be kept from it. */
async function wouldWriteToProject({ studyDirectory }: ExportedStudy, { directory }: RunReport): Promise<boolean> {
  if (directory === undefined) return true;
  const { refusedWrites } = await readProbeReport(runFiles(path.join(studyDirectory, directory)).probeDirectory);
  return refusedWrites.length > 0;
}

interface RunOfTable {
  readonly run: RunReport;
  /** Its value of the primary metric. */
  readonly inTable: number;
}

/** Those of the last seed that have a value, in the order in which they tell most of the script. */
function comparedRuns({ report, subject, trials }: ExportedStudy): RunOfTable[] {
  const seedIndex = subject.settings.seedIndices.at(-1) ?? 0;
  const runs = trials.flatMap(({ trial: { id } }) => {
    const { summary, effect } =
      report.trials.find((each) => each.id === id)?.metrics.find(({ role }) => role === 'primary') ?? {};
    const inTable = summary?.values.find((each) => each.seedIndex === seedIndex)?.value;
    const run = report.runs.find((each) => each.trialId === id && each.seedIndex === seedIndex);
    if (run === undefined || inTable === undefined) return [];
    const size = id === BASELINE_ID ? Number.POSITIVE_INFINITY : Math.abs(effect?.meanDifference ?? 0);
    return [{ run, inTable, size }];
  });
  return runs.toSorted((one, other) => (one.size === other.size ? 0 : other.size - one.size));
}

async function train(
  study: ExportedStudy,
  script: HandedScript,
  { trialId, seedIndex }: RunReport,
  farm: Farm,
  runDirectory: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Outcome> {
  const { interpreter, seedStrategy } = study.subject;
  await mkdir(runDirectory, { recursive: true });
  // Nothing but what the reader of a script has.
  const executor = exportedExecutor(study, farm, [], process.env);
  const isOwnSeed = seedStrategy.kind === 'option' && seedStrategy.option === '--seed';
  const option = `--${optionPrefix(study)}`;
  const words = [`${option}trial`, trialId];
  const seed = isOwnSeed
    ? ['--seed', String(seedStrategy.firstSeed + seedIndex)]
    : [`${option}seed`, String(seedIndex)];
  return executor.execute(
    {
      run: { trialId, seedIndex, identity: 'exported' },
      attempt: 1,
      runDirectory,
      edits: [],
      command: [interpreter.path, script.path, ...words, ...seed],
      environmentSeed: 0,
      observe: { kind: 'nothing' },
      ownCopies: study.written.replaced,
      timeoutMs,
    },
    { index: 0, gpus: [] },
    signal,
  );
}

function compare(value: number | undefined, inTable: number, metric: string, report: Report): WholeRun {
  if (value === undefined) return { kind: 'no-value', reason: `it ends without ${metric}` };
  if (value === inTable) return { kind: 'equal', value };
  const { reproducibility } = report;
  return reproducibility.kind === 'differs'
    ? { kind: 'differs', value, inTable, usualDifference: reproducibility.tolerance[metric] ?? 0 }
    : { kind: 'differs', value, inTable };
}

/** Undefined where it ended well: that no probe looked on is as it should be. */
function whyFailed(outcome: Outcome): Extract<WholeRun, { kind: 'no-value' | 'not-seen' }> | undefined {
  if (outcome.kind === 'completed') return undefined;
  const { reason } = outcome;
  switch (reason.kind) {
    case 'probe-silent':
    case 'edit-not-loaded':
    case 'no-metric':
    case 'no-value':
    case 'diverged':
    case 'shared-output':
      return undefined;
    case 'crashed': {
      const trouble = reason.exception === undefined ? undefined : environmentFailure(reason.exception);
      return trouble?.isPassing === true
        ? { kind: 'not-seen', reason: trouble.reason }
        : { kind: 'no-value', reason: failureInWords(reason) };
    }
    case 'timed-out':
    case 'wrote-to-project':
      return { kind: 'no-value', reason: failureInWords(reason) };
    case 'cancelled':
    case 'could-not-start':
    case 'lost':
    case 'out-of-memory':
    case 'seed-conflict':
      return { kind: 'not-seen', reason: failureInWords(reason) };
    default:
      return unreachable(reason);
  }
}
