import { existsSync } from 'node:fs';
import path from 'node:path';
import { judgeSmokeRun } from '../checks/judge-smoke-run.js';
import type { Outcome } from '../core/outcome.js';
import type { SmokeResult } from '../core/smoke-result.js';
import type { PlannedRun } from '../core/trial.js';
import type { Execution, Executor, RunRequest } from '../execution/executor.js';
import { readFingerprint } from '../execution/probe/read-fingerprint.js';
import { runFiles } from '../execution/run-files.js';
import type { Slot } from '../execution/slot.js';
import { smokeResult } from '../execution/smoke-run.js';
import type { PlannedTrial } from './plan-study.js';
import type { ProvenVariants } from './prove-variants.js';

const INTERVAL_MS = 250;

/** Full runs whose first steps are their variant's smoke run: one that is rejected by them is stopped there. */
export class FirstStepsExecutor implements Executor<Execution> {
  readonly #executor: Executor<Execution>;
  readonly #variants: ProvenVariants;
  readonly #isBarred: (run: PlannedRun) => boolean;

  /** `isBarred`: whether no trial wants a run any more. */
  constructor(executor: Executor<Execution>, variants: ProvenVariants, isBarred: (run: PlannedRun) => boolean) {
    this.#executor = executor;
    this.#variants = variants;
    this.#isBarred = isBarred;
  }

  /** Whether this run shows its first steps: a trial's first seed, which the baseline was watched at. */
  watches(run: PlannedRun): boolean {
    return this.#open(run).length > 0;
  }

  async execute(request: RunRequest, slot: Slot, signal: AbortSignal, started?: () => void): Promise<Execution> {
    if (!this.watches(request.run)) return this.#executor.execute(request, slot, signal, started);
    const stop = new AbortController();
    const file = path.join(runFiles(request.runDirectory).probeDirectory, 'fingerprint.json');
    const timer = setInterval(() => {
      if (!existsSync(file)) return;
      clearInterval(timer);
      this.#judgeSteps(request).then(
        () => {
          if (this.#isBarred(request.run)) stop.abort();
        },
        // What cannot be read now is read at the end of the run.
        () => undefined,
      );
    }, INTERVAL_MS);
    try {
      const outcome = await this.#executor.execute(request, slot, AbortSignal.any([signal, stop.signal]), started);
      clearInterval(timer);
      if (outcome !== 'left-running' && !signal.aborted) await this.#judgeEnd(request, outcome);
      return outcome;
    } finally {
      clearInterval(timer);
    }
  }

  async #judgeSteps(request: RunRequest): Promise<void> {
    const fingerprint = await readFingerprint(runFiles(request.runDirectory).probeDirectory);
    // Fits come until the end; the baseline's list is whole, and only a whole one can be compared with it.
    if (fingerprint === undefined || fingerprint.fits.length > 0) return;
    this.#judge(request, { kind: 'observed', fingerprint, durationMs: 0 });
  }

  /** A run that ended before it was looked at, or never took a step. */
  async #judgeEnd(request: RunRequest, outcome: Outcome): Promise<void> {
    if (!this.watches(request.run)) return;
    const fingerprint = await readFingerprint(runFiles(request.runDirectory).probeDirectory);
    this.#judge(request, withoutLateFailure(smokeResult(outcome, fingerprint), this.#variants.baseline));
  }

  #judge({ run }: RunRequest, result: SmokeResult): void {
    const { proofs, baseline } = this.#variants;
    for (const planned of this.#open(run)) {
      proofs.judge(planned, judgeSmokeRun(baseline, result, planned.check.target));
    }
  }

  #open({ identity }: PlannedRun): PlannedTrial[] {
    const { watched, proofs } = this.#variants;
    return (watched.get(identity) ?? []).filter(({ trial }) => proofs.isOpen(trial.id));
  }
}

/**
 * A run that fails after its first steps is a result with a name, not a wrong variant; so is one of a script
 * whose first steps nobody can see.
 */
function withoutLateFailure(result: SmokeResult, baseline: SmokeResult): SmokeResult {
  const isSeen = baseline.kind === 'observed' && baseline.fingerprint.steps > 0;
  if (result.kind === 'observed') {
    const isEarly = isSeen && result.fingerprint.steps < baseline.fingerprint.steps;
    const { failure: _failure, ...rest } = result;
    return isEarly ? result : rest;
  }
  return result.kind === 'failed' && !isSeen ? { kind: 'nothing-seen', reason: result.reason } : result;
}
