import { failure, success, type Result } from '../../core/result.js';
import type { ModelSurroundings } from '../model-surroundings.js';
import type { ModelFailure } from '../model-failure.js';
import { fetchThrough, type Fetch } from '../proxy.js';
import { redactorFor } from '../redact.js';
import { CallWatch } from './call-watch.js';
import { failureOfError } from './failure-of-error.js';
import { redactedFailure } from './redacted-failure.js';

/** The way out of this machine that all calls of a model take. */
export interface Line {
  readonly fetch: Fetch;
  readonly idleTimeoutMs: number;
  readonly redact: (text: string) => string;
}

/** Fails where the environment's proxy is none. */
export function openLine(surroundings: ModelSurroundings): Result<Line, ModelFailure> {
  const { environment, idleTimeoutMs } = surroundings;
  const fetch = fetchThrough(surroundings);
  if (!fetch.ok) return fetch;
  return success({ fetch: fetch.value, idleTimeoutMs, redact: redactorFor(environment) });
}

/**
 * One call: ended when the caller aborts or nothing arrives for too long, whatever `talk` says to that; what it throws
 * becomes a failure, without keys. Throws only bugs.
 */
export async function watchedCall<Value>(
  { fetch, idleTimeoutMs, redact }: Line,
  signal: AbortSignal,
  talk: (fetch: Fetch, signal: AbortSignal) => Promise<Result<Value, ModelFailure>>,
): Promise<Result<Value, ModelFailure>> {
  const watch = new CallWatch(idleTimeoutMs, signal);
  try {
    const answer = await talk(watch.watched(fetch), watch.signal);
    return answer.ok ? answer : failure(withBilling(redactedFailure(watch.end ?? answer.failure, redact), watch));
  } catch (error) {
    return failure(withBilling(redactedFailure(watch.end ?? failureOfError(error), redact), watch));
  } finally {
    watch.release();
  }
}

/** A call that was cut off costs what the provider had read and written by then. */
function withBilling(reason: ModelFailure, { progress }: CallWatch): ModelFailure {
  if (reason.kind === 'network') return progress === 'answering' ? { ...reason, mayBeBilled: true } : reason;
  if (reason.kind !== 'stalled' && reason.kind !== 'aborted') return reason;
  return progress === 'not-asked' ? reason : { ...reason, mayBeBilled: true };
}
