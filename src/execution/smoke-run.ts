import { unreachable } from '../core/unreachable.js';
import type { Fingerprint } from '../core/fingerprint.js';
import { environmentFailure } from '../core/environment-failure.js';
import { failureInWords } from '../core/failure-in-words.js';
import type { Outcome } from '../core/outcome.js';
import type { SmokeResult } from '../core/smoke-result.js';
import type { Executor, RunRequest } from './executor.js';
import { readFingerprint } from './probe/read-fingerprint.js';
import { runFiles } from './run-files.js';
import type { Slot } from './slot.js';

/** Optimizer steps that are watched. */
export const SMOKE_STEPS = 2;

/**
 * Runs a script for its first steps and one evaluation. `request.timeoutMs` bounds it; running out of it, or
 * being aborted, says nothing about the variant. Its metrics are thrown away.
 */
export async function smokeRun(
  executor: Executor,
  request: RunRequest,
  slot: Slot,
  signal: AbortSignal,
): Promise<SmokeResult> {
  const outcome = await executor.execute(request, slot, signal);
  return smokeResult(outcome, await readFingerprint(runFiles(request.runDirectory).probeDirectory));
}

/** What a run's outcome and fingerprint come to. */
export function smokeResult(outcome: Outcome, fingerprint: Fingerprint | undefined): SmokeResult {
  const { durationMs } = outcome;
  if (outcome.kind === 'completed') return { kind: 'observed', fingerprint: fingerprint ?? NOTHING_SEEN, durationMs };
  const { reason } = outcome;
  switch (reason.kind) {
    case 'no-metric':
    case 'no-value':
    case 'diverged':
    case 'shared-output':
      return { kind: 'observed', fingerprint: fingerprint ?? NOTHING_SEEN, durationMs };
    case 'edit-not-loaded':
      return { kind: 'not-loaded', reason: failureInWords(reason) };
    case 'crashed': {
      const trouble = reason.exception === undefined ? undefined : environmentFailure(reason.exception);
      if (trouble?.isPassing === true)
        return { kind: 'nothing-seen', reason: `its smoke run ended early: ${trouble.reason}` };
      const failure = crashInWords(outcome, fingerprint);
      return fingerprint === undefined
        ? { kind: 'failed', reason: failure }
        : { kind: 'observed', fingerprint, durationMs, failure };
    }
    case 'timed-out':
      if (fingerprint !== undefined) return { kind: 'observed', fingerprint, durationMs };
      return { kind: 'nothing-seen', reason: `no step within ${secondsInWords(durationMs)}` };
    case 'cancelled':
      if (fingerprint !== undefined) return { kind: 'observed', fingerprint, durationMs };
      return { kind: 'nothing-seen', reason: ['its smoke run was cancelled', ...outcome.notes].join(': ') };
    case 'out-of-memory':
    case 'probe-silent':
    case 'wrote-to-project':
    case 'seed-conflict':
    case 'lost':
      return { kind: 'nothing-seen', reason: `its smoke run ended early: ${failureInWords(reason)}` };
    case 'could-not-start':
      return { kind: 'nothing-seen', reason: failureInWords(reason) };
    default:
      return unreachable(reason);
  }
}

function secondsInWords(ms: number): string {
  return `${ms < 950 ? (ms / 1000).toFixed(1) : Math.round(ms / 1000)} s`;
}

function crashInWords({ reason }: Extract<Outcome, { kind: 'failed' }>, fingerprint: Fingerprint | undefined): string {
  const isTrained = fingerprint !== undefined && fingerprint.steps + fingerprint.fits.length > 0;
  const when =
    fingerprint === undefined ? ' before its first steps were done' : isTrained ? ' after its first steps' : '';
  return `it fails${when}: ${failureInWords(reason).replace(/^crashed: /, '')}`;
}

/** Of a script that ended well without a step, a fit or a call that could be seen. */
const NOTHING_SEEN: Fingerprint = {
  steps: 0,
  models: [],
  optimizers: [],
  schedulers: [],
  losses: [],
  operations: {},
  loaders: [],
  fits: [],
  others: [],
  ending: 'ended',
  evaluated: false,
};
