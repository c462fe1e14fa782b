import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { judgeSmokeRun } from '../checks/judge-smoke-run.js';
import type { Fingerprint } from '../core/fingerprint.js';
import type { SmokeResult } from '../core/smoke-result.js';
import { BASELINE_ID, type PlannedRun } from '../core/trial.js';
import type { RunRequest } from '../execution/executor.js';
import { readFingerprint } from '../execution/probe/read-fingerprint.js';
import { runFiles } from '../execution/run-files.js';
import { SMOKE_STEPS, smokeResult, smokeRun } from '../execution/smoke-run.js';
import type { FinishedRun } from '../store/finished-runs.js';
import { attemptDirectoryName, smokeDirectoryName } from '../store/study-folder.js';
import { recipeOf, requestFor } from './attempt.js';
import type { Bench } from './bench.js';
import { whyNoFirstSteps } from './demand-first-steps.js';
import type { PlannedTrial } from './plan-study.js';
import { boundByBaseline } from './smoke-time.js';
import { tracesFunctions } from './traces-functions.js';
import type { VariantProofs } from './variant-proofs.js';

/** Of the baseline's smoke run, and of others that cannot wait for it: a real script may load data for minutes before its first step. */
const BASELINE_LIMIT_MS = 30 * 60_000;

/** Says of a smoke run of the baseline that it came through its first steps; a fingerprint alone is left by a crash too. */
const PASSED_FILE = 'passed';

/** What the baseline's first full run showed of its first steps; undefined where they were not watched. */
export async function fullRunFingerprint(
  bench: Bench,
  finished: ReadonlyMap<string, FinishedRun>,
): Promise<(SmokeResult & { readonly kind: 'observed'; readonly fingerprint: Fingerprint }) | undefined> {
  const work = finished.get(firstRunOf(bench, BASELINE_ID)?.identity ?? '');
  if (work === undefined) return undefined;
  const directory = path.join(bench.folder.directory, attemptDirectoryName(work.run, work.outcome.attempt));
  const fingerprint = await readFingerprint(runFiles(directory).probeDirectory);
  const result = smokeResult(work.outcome, fingerprint);
  return result.kind === 'observed' ? result : undefined;
}

/** The baseline's smoke run: once per study, since its fingerprint stays in the study's folder. */
export async function baselineSmoke(bench: Bench): Promise<SmokeResult> {
  const run = firstRunOf(bench, BASELINE_ID);
  if (run === undefined) throw new Error('Internal error: a plan without a baseline');
  const passed = path.join(smokeDirectory(bench, run), PASSED_FILE);
  const known = existsSync(passed)
    ? await readFingerprint(runFiles(smokeDirectory(bench, run)).probeDirectory)
    : undefined;
  if (known !== undefined) return { kind: 'observed', fingerprint: known, durationMs: known.firstStepMs ?? 0 };
  const result = await bench.slots.use((slot) =>
    smokeRun(bench.smokeExecutor, smokeRequest(bench, run, BASELINE_LIMIT_MS), slot, bench.signal),
  );
  if (result.kind === 'observed' && result.failure === undefined) await writeFile(passed, '');
  return result;
}

/** A smoke run of each variant beside the baseline's, as many at a time as there are slots, each judged as it ends. */
export async function smokeVariants(
  bench: Bench,
  trials: readonly PlannedTrial[],
  proofs: VariantProofs,
): Promise<SmokeResult> {
  const baseline = baselineSmoke(bench);
  // Where each submission waits in a queue, all go together; else what the baseline took bounds the others.
  const limitMs = bench.queue === undefined ? boundByBaseline(durationOf(await baseline)) : BASELINE_LIMIT_MS;
  const waiting = trials.values();
  const serve = async (): Promise<void> => {
    for (const planned of waiting) {
      const run = firstRunOf(bench, planned.trial.id);
      if (run === undefined || isAborted(bench)) return;
      const result = await bench.slots.use((slot) =>
        smokeRun(bench.smokeExecutor, smokeRequest(bench, run, limitMs), slot, bench.signal),
      );
      const ofBaseline = await baseline;
      if (isAborted(bench)) return;
      // Nothing of the study runs then, and one reason is enough.
      if (bench.queue !== undefined && whyNoFirstSteps(ofBaseline) !== undefined) return;
      proofs.judge(planned, judgeSmokeRun(ofBaseline, result, planned.check.target));
    }
  };
  await Promise.all([baseline, ...Array.from({ length: Math.min(trials.length, bench.slots.size) }, serve)]);
  return baseline;
}

function durationOf(result: SmokeResult): number {
  return result.kind === 'observed' ? result.durationMs : 0;
}

/** Asked anew: the signal changes while one waits. */
function isAborted({ signal }: Bench): boolean {
  return signal.aborted;
}

/** A smoke run's folder, emptied, and what is executed in it. */
export function smokeRequest(bench: Bench, run: PlannedRun, timeoutMs: number): RunRequest {
  const directory = smokeDirectory(bench, run);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const recipe = recipeOf(bench, run);
  const edits = recipe.edits.ok ? recipe.edits.value : [];
  const traceFunctions = tracesFunctions(bench.subject.project);
  const observe = { kind: 'smoke', steps: SMOKE_STEPS, traceFunctions } as const;
  return { ...requestFor(bench, run, recipe, edits, 1, directory, observe), timeoutMs };
}

/** Smoke runs are no attempts: what they print is kept apart from all results. */
function smokeDirectory(bench: Bench, run: PlannedRun): string {
  return path.join(bench.folder.directory, smokeDirectoryName(run));
}

/** A trial's run at the study's first seed: what its variant is known by. */
export function firstRunOf({ plan, subject }: Bench, trialId: string): PlannedRun | undefined {
  const [firstSeed] = subject.settings.seedIndices;
  return plan.runs.find((run) => run.trialId === trialId && run.seedIndex === firstSeed);
}
