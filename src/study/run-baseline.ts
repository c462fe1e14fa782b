import type { Reproducibility } from '../core/event.js';
import { failureInWords } from '../core/failure-in-words.js';
import type { FailedOutcome, Outcome } from '../core/outcome.js';
import { BASELINE_ID, type PlannedRun } from '../core/trial.js';
import { UserError } from '../core/user-error.js';
import type { RunObservation } from '../execution/executor.js';
import { SMOKE_STEPS } from '../execution/smoke-run.js';
import { chooseMetric, resolveName } from '../reports/analysis/choose-metric.js';
import { readEvents } from '../store/event-log.js';
import type { FinishedRun } from '../store/finished-runs.js';
import type { Bench } from './bench.js';
import { checkForking } from './forking/check-forking.js';
import { checkReproducibility } from './check-reproducibility.js';
import { adviceOnMissingModule } from '../execution/interpreter/missing-module.js';
import { Background } from './background.js';
import { runBaselinesBeside } from './run-baselines-beside.js';
import type { FinishedRuns } from './finished-runs.js';
import { executeBaseline } from './execute-baseline.js';
import { readBaselineRecord } from './read-record.js';

/** The check that tells whether a seed repeats; undefined where it was not made. */
type Repeating = Background<Reproducibility | undefined>;

/** What is watched of the first run: variants are compared with it. */
const FIRST_STEPS: RunObservation = { kind: 'fingerprint', steps: SMOKE_STEPS };

/**
 * The baseline's first run, before any variant costs anything, and whether further runs may be forked. Throws a
 * UserError where the baseline has no result. What it gives goes on beside the variants: whether the study measures
 * the user's own script, and whether a seed gives the same numbers again.
 */
export async function runBaseline(bench: Bench, finished: FinishedRuns): Promise<Repeating> {
  const run = bench.plan.runs.find((planned) => planned.trialId === BASELINE_ID);
  if (run === undefined) throw new Error('Internal error: a plan without a baseline');
  if (bench.queue !== undefined) return awaitBaseline(bench, run, finished);
  const prior = finished.get(run.identity);
  if (prior === undefined && bench.signal.aborted) return Background.nothing();
  if (prior === undefined) bench.forking.prepare();
  const firstEnded = new AbortController();
  await using beside = new Background(bench.signal, async (signal) => {
    if (prior === undefined) await runBaselinesBeside({ ...bench, signal }, finished, run, firstEnded.signal);
  });
  const executed = prior?.outcome ?? (await bench.slots.use((slot) => executeBaseline(bench, run, FIRST_STEPS, slot)));
  firstEnded.abort();
  // Without a result of the first none of the others is worth anything.
  if (executed === 'left-running' || executed.kind === 'failed') await beside[Symbol.asyncDispose]();
  if (executed === 'left-running') return Background.nothing();
  const work = prior ?? { run, outcome: executed };
  const { outcome } = work;
  finished.set(run.identity, work);
  await demandResult(bench, outcome);
  if (bench.signal.aborted || outcome.kind === 'failed') return Background.nothing();
  const earlier = prior === undefined ? undefined : earlierReproducibility(bench);
  const checking = new Background(
    bench.signal,
    async (signal) => earlier ?? (await checkReproducibility({ ...bench, signal }, work.run, outcome)),
  );
  await checkForking(bench, work.run, outcome, countPending(bench, finished), checking.end);
  await beside.end;
  return checking;
}

/**
 * Where runs wait in a queue the baseline is one of them, and its first steps were seen before. Without a result of it no other
 * is worth anything, so the rest is ended then.
 */
function awaitBaseline(bench: Bench, run: PlannedRun, finished: FinishedRuns): Repeating {
  const earlier = finished.has(run.identity) ? earlierReproducibility(bench) : undefined;
  return new Background(bench.signal, async (signal) => {
    const work = await finished.whenFinished(run.identity, signal);
    if (work === undefined) return undefined;
    await demandResult(bench, work.outcome).catch((error: unknown) => {
      if (error instanceof UserError) bench.stop.fail(error);
      throw error;
    });
    if (work.outcome.kind === 'failed') return undefined;
    return earlier ?? (await checkReproducibility({ ...bench, signal }, work.run, work.outcome));
  });
}

/** What the check of an earlier start found: it holds as long as the baseline's first run does. */
function earlierReproducibility({ folder }: Bench): Reproducibility | undefined {
  return readEvents(folder.eventsFile).findLast((event) => event.type === 'reproducibility-checked')?.result;
}

function countPending({ plan }: Bench, finished: ReadonlyMap<string, FinishedRun>): number {
  return plan.runs.filter(({ identity }) => !finished.has(identity)).length;
}

/** Throws where the baseline has no result to compare with; else tells which metric the table will be about. */
async function demandResult(bench: Bench, outcome: Outcome): Promise<void> {
  if (outcome.kind === 'failed') {
    if (outcome.reason.kind === 'cancelled') return;
    throw new UserError(explainFailedBaseline(bench, outcome));
  }
  const record = await readBaselineRecord(bench.folder.directory, bench.subject.settings.metrics);
  const { names, select } = record.requestedMetrics;
  const wanted = select.kind === 'best' ? [...names, select.by] : names;
  const missing = wanted.filter((name) => !outcome.metrics.some((metric) => metric.name === resolveName(record, name)));
  if (missing.length > 0) {
    const candidates = outcome.metrics.map((metric) => `  ${metric.name} = ${metric.value}`);
    throw new UserError(
      `The baseline gave no metric "${missing.join('" and no "')}". It gave:\n${candidates.join('\n')}\n` +
        "Say one of these with --metric or --select, or point at the number: --metric 'acc=/accuracy: ([\\d.]+)/'.",
    );
  }
  const chosen = chooseMetric(record);
  if (chosen === undefined) return;
  bench.observer.onEvent({ type: 'metric-chosen', at: new Date().toISOString(), choice: chosen.choice });
}

function explainFailedBaseline(bench: Bench, outcome: FailedOutcome): string {
  const said =
    outcome.logTail.length === 0 ? '' : `\nIts last lines:\n${outcome.logTail.map((line) => `  ${line}`).join('\n')}`;
  return (
    `The baseline (your unmodified script) has no result: ${failureInWords(outcome.reason)}.\n` +
    `No variant was run. Command: ${bench.subject.command.join(' ')}${said}\n${[...outcome.notes, nextStep(bench, outcome)].join('\n')}`
  );
}

function nextStep({ subject }: Bench, { reason }: FailedOutcome): string {
  if (reason.kind === 'no-metric') {
    return 'Print one, for example `print("METRIC accuracy=0.91")`, or point at a number with --metric \'acc=/accuracy: ([\\d.]+)/\'.';
  }
  if (reason.kind === 'timed-out') {
    const flag = reason.jobMs === undefined ? '--timeout' : '--time';
    return `Give it more time with ${flag} 2h, or fewer epochs: \`ablationmage run train.py -- --epochs 1\`.`;
  }
  if (reason.kind === 'wrote-to-project') {
    return 'No study writes into a project. Let the script write to a path relative to where it runs, then run the same command again.';
  }
  return (
    adviceOnMissingModule(failureInWords(reason), subject.interpreter) ??
    'Make the script run by itself first, then run the same command again.'
  );
}
