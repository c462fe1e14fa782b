import { createHash } from 'node:crypto';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { failureInWords } from '../../core/failure-in-words.js';
import type { ForkingUse } from '../../core/forking.js';
import type { CompletedOutcome, FailedOutcome } from '../../core/outcome.js';
import { TOOL_VERSION } from '../../core/tool-version.js';
import type { PlannedRun } from '../../core/trial.js';
import { UserError } from '../../core/user-error.js';
import { readProbeReport } from '../../execution/probe/read-probe-report.js';
import { readFingerprint } from '../../execution/probe/read-fingerprint.js';
import { runFiles } from '../../execution/run-files.js';
import { SMOKE_STEPS } from '../../execution/smoke-run.js';
import { readEvents } from '../../store/event-log.js';
import { attemptDirectoryName } from '../../store/study-folder.js';
import type { Background } from '../background.js';
import type { Bench } from '../bench.js';
import { compareRepetitions, differenceInExtent } from '../compare-repetitions.js';
import { measuredSeries } from '../measured-series.js';
import { isShort, REPETITION_LIMIT_MS, repeatBaseline } from '../repeat-baseline.js';

/** For fewer runs than these the imports are not worth another run of the baseline. */
const FEWEST_RUNS = 3;

/** What a longer run gets beyond its first step, in which the same numbers have to come. */
const FIRST_STEPS_MS = 10_000;

/**
 * Decides whether the study's further runs are forked: an answer of an earlier start stands while nothing changed that
 * it depends on; else the baseline is run once more, forked, and compared with `first`, its run as a process of its
 * own. `runsToMake`: how many the study still has before it; `repeating`: the check that tells whether a seed repeats.
 */
export async function checkForking(
  bench: Bench,
  run: PlannedRun,
  first: CompletedOutcome,
  runsToMake: number,
  repeating: Background,
): Promise<void> {
  const { forking, log, folder, signal } = bench;
  const firstDirectory = path.join(folder.directory, attemptDirectoryName(run, first.attempt));
  forking.learn((await readProbeReport(runFiles(firstDirectory).probeDirectory)).importedModules);
  const key = keyOf(bench, run);
  const earlier = readEvents(folder.eventsFile).findLast((event) => event.type === 'forking-decided');
  const note = (use: ForkingUse): void => {
    log.append({ type: 'forking-decided', at: new Date().toISOString(), key, use });
  };
  if (earlier?.key === key) {
    forking.settle(earlier.use);
    if (runsToMake === 0 || earlier.use.kind !== 'forked') return;
    noteLoss(bench, earlier.use, undefined, note);
    void forking.open();
    return;
  }
  if (runsToMake < FEWEST_RUNS) return;
  const found = await compareForked(bench, run, first, firstDirectory);
  // Also where it was the same: by chance, and further forks would share what differs between processes, such as where objects lie.
  const differs = found.kind !== 'off' && (await differsAnyway(bench, repeating));
  if (signal.aborted) return;
  // Meanwhile it may have ended.
  const use = differs ? NOT_COMPARABLE : found.kind === 'forked' && forking.server?.isGone ? ENDED_MEANWHILE : found;
  forking.settle(use);
  note(use);
  if (use.kind === 'forked') noteLoss(bench, use, ENDED_UNUSED, note);
}

/**
 * Has the log say where the server ends in the middle of the study. `unused`: what holds where it had not forked any run by then;
 * absent where an earlier start's runs were forked.
 */
function noteLoss(
  { forking, signal, stop }: Bench,
  use: Extract<ForkingUse, { kind: 'forked' }>,
  unused: ForkingUse | undefined,
  note: (use: ForkingUse) => void,
): void {
  const { server } = forking;
  if (server === undefined) return;
  const forksBefore = server.forks;
  const tell = (): void => {
    if (signal.aborted) return;
    const became = server.forks > forksBefore ? { ...use, endedEarly: true as const } : unused;
    if (became !== undefined) note(became);
  };
  server.lost.then(tell).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    stop.fail(error);
  });
}

const NOT_COMPARABLE = off('the same seed gives different numbers in any case, so nothing could be compared');
const ENDED_MEANWHILE = off('it ended while it was compared');
const ENDED_UNUSED = off('it ended before its first run');

function off(reason: string): ForkingUse {
  return { kind: 'off', reason };
}

async function differsAnyway({ folder }: Bench, repeating: Background): Promise<boolean> {
  await repeating.end;
  const checked = readEvents(folder.eventsFile).findLast((event) => event.type === 'reproducibility-checked');
  return checked?.result.kind === 'differs';
}

async function compareForked(
  bench: Bench,
  run: PlannedRun,
  first: CompletedOutcome,
  firstDirectory: string,
): Promise<ForkingUse> {
  const { forking } = bench;
  const { server } = forking;
  const state = await forking.open();
  if (server === undefined || state === undefined) return off(forking.obstacle ?? '');
  if (state.kind === 'unfit') return off(state.reason);
  const forksBefore = server.forks;
  const limitMs = await limitOf(first, firstDirectory);
  const { names, patterns } = bench.subject.settings.metrics;
  const series = await measuredSeries(firstDirectory, patterns, 'ended');
  const { outcome, directory, ...repeated } = await repeatBaseline(bench, run, {
    name: 'forked',
    first: series,
    observe: { kind: 'fingerprint', steps: SMOKE_STEPS },
    startup: 'forked',
    limitMs,
  });
  if (server.forks === forksBefore) return server.lastRefusal === undefined ? ENDED_UNUSED : off(server.lastRefusal);
  if (server.isGone) return ENDED_MEANWHILE;
  if (outcome.kind === 'failed' && !isStoppedInTime(outcome, first, limitMs))
    return { kind: 'differed', how: `failed (${failureInWords(outcome.reason)})` };
  const steps = await compareFirstSteps(firstDirectory, directory);
  if (steps === 'differ') return { kind: 'differed', how: 'had other first steps (model, data or random numbers)' };
  const extent = repeated.extent === 'whole' ? differenceInExtent(series, repeated.series, names) : undefined;
  if (extent !== undefined) return { kind: 'differed', how: extent };
  const numbers = compareRepetitions(series, repeated, names);
  if (numbers.kind === 'differs') {
    const by = Math.max(...Object.values(numbers.tolerance));
    return { kind: 'differed', how: `gave other numbers, by up to ${by.toPrecision(2)}` };
  }
  if (numbers.kind === 'not-checked' && steps === 'not-seen')
    return off('neither numbers nor first steps could be compared');
  return {
    kind: 'forked',
    libraries: forking.libraries,
    extent: repeated.extent === 'whole' ? 'in-full' : steps === 'equal' ? 'first-steps' : 'first-numbers',
  };
}

/** A long run is stopped after its first steps; a short one that does not come to its end has hung. */
function isStoppedInTime({ reason }: FailedOutcome, first: CompletedOutcome, limitMs: number): boolean {
  if (reason.kind === 'cancelled') return true;
  return reason.kind === 'timed-out' && reason.limitMs === limitMs && !isShort(first);
}

/** Other runs go on beside it, so a short one may take its time. */
async function limitOf(first: CompletedOutcome, firstDirectory: string): Promise<number> {
  if (isShort(first)) return REPETITION_LIMIT_MS;
  const fingerprint = await readFingerprint(runFiles(firstDirectory).probeDirectory);
  return Math.min(REPETITION_LIMIT_MS, 2 * (fingerprint?.firstStepMs ?? 0) + FIRST_STEPS_MS);
}

/** What a run was over its first steps, random numbers included; times aside. */
async function compareFirstSteps(first: string, forked: string): Promise<'equal' | 'differ' | 'not-seen'> {
  const [one, other] = await Promise.all(
    [first, forked].map(async (directory) => {
      const fingerprint = await readFingerprint(runFiles(directory).probeDirectory);
      return fingerprint && { ...fingerprint, firstStepMs: 0, ending: '', evaluated: false };
    }),
  );
  if (one === undefined || other === undefined) return 'not-seen';
  return isDeepStrictEqual(one, other) ? 'equal' : 'differ';
}

/** All that an answer depends on; `run` stands for the script, its arguments and what it reads. */
function keyOf({ forking, machine, sandbox, subject }: Bench, run: PlannedRun): string {
  const { path: python, version, packages } = subject.interpreter;
  const { forkServer } = subject.settings;
  const parts = [TOOL_VERSION, python, version, packages, machine.threadsPerRun, sandbox.kind, forkServer];
  const all = [...parts, forking.obstacle ?? '', forking.modules, run.identity, subject.command];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 16);
}
