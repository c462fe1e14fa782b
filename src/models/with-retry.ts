import { setTimeout as delay } from 'node:timers/promises';
import { failure } from '../core/result.js';
import { failureHorizon } from './failure-horizon.js';
import type { ModelFailure } from './model-failure.js';
import type { Model } from './model.js';
import { wrappedModel } from './wrapped-model.js';

/** For what may be a fault that stays; a rate limit only ends with time. */
const TRIES = 4;
const FIRST_WAIT_MS = 2000;
const LONGEST_GUESS_MS = 60_000;
/** For a server that says "at once" and means it each time. */
const FIRST_TOLD_WAIT_MS = 100;
const DEFAULT_MAX_WAIT_MS = 10 * 60_000;

export interface RetrySettings {
  say(message: string): void;
  /** Of all waits of one call together; 10 minutes where absent. */
  readonly maxWaitMs?: number;
}

/** Rejects when the signal aborts. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/**
 * A model that waits and tries again where that can help: rate limits as long as the provider says, or
 * doubling from 2 s; overload, network and silence up to four tries. Each wait is told before it begins.
 * A wait longer than what is left of `maxWaitMs` is not begun: the failure is returned at once.
 */
export function withRetry(model: Model, settings: RetrySettings, wait: Wait = waitFor): Model {
  return wrappedModel(model, async (request, signal) => {
    let leftMs = settings.maxWaitMs ?? DEFAULT_MAX_WAIT_MS;
    let faults = 0;
    for (let attempt = 0; ; attempt += 1) {
      const reply = await model.complete(request, signal);
      if (reply.ok) return reply;
      const state = passingState(reply.failure);
      if (state === undefined) return reply;
      if (reply.failure.kind !== 'rate-limited') faults += 1;
      const waitMs = waitAfter(reply.failure, attempt);
      if (faults >= TRIES || waitMs > leftMs) return reply;
      settings.say(`${model.label} ${state}: waiting ${inSeconds(waitMs)} s (Ctrl-C ends it)`);
      leftMs -= waitMs;
      await wait(waitMs, signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
      if (signal.aborted) return failure({ kind: 'aborted' });
    }
  });
}

/** What a failure that passes soon says about the model; undefined where another try would fail the same way. */
function passingState(reason: ModelFailure): string | undefined {
  return failureHorizon(reason) === 'soon' ? STATES[reason.kind] : undefined;
}

const STATES: Readonly<Partial<Record<ModelFailure['kind'], string>>> = {
  'rate-limited': 'is rate limited',
  overloaded: 'is overloaded',
  network: 'could not be reached',
  stalled: 'stopped answering',
};

function waitAfter(reason: ModelFailure, attempt: number): number {
  const told = 'retryAfterMs' in reason ? reason.retryAfterMs : undefined;
  if (told !== undefined) return Math.max(told, doubled(FIRST_TOLD_WAIT_MS, attempt));
  // Calls that failed together must not come back together.
  return Math.round(doubled(FIRST_WAIT_MS, attempt) * (1 + Math.random() / 4));
}

function doubled(firstMs: number, attempt: number): number {
  return Math.min(firstMs * 2 ** attempt, LONGEST_GUESS_MS);
}

function inSeconds(ms: number): number {
  return ms < 10_000 ? Math.round(ms / 100) / 10 : Math.round(ms / 1000);
}

function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return delay(ms, undefined, { signal });
}
