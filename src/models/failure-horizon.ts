import { unreachable } from '../core/unreachable.js';
import type { ModelFailure } from './model-failure.js';

/**
 * What may help after a failure: waiting a little, another request of the same start, another start (with another key,
 * more budget, the network back), or nothing but another request or model.
 */
export type FailureHorizon = 'soon' | 'next-request' | 'next-start' | 'never';

export function failureHorizon({ kind }: ModelFailure): FailureHorizon {
  switch (kind) {
    case 'rate-limited':
    case 'overloaded':
    case 'network':
    case 'stalled':
      return 'soon';
    case 'over-budget':
    case 'program-failed':
      return 'next-request';
    case 'bad-key':
    case 'no-key':
    case 'no-quota':
    case 'unknown-model':
    case 'no-recordings':
    case 'aborted':
      return 'next-start';
    case 'context-too-long':
    case 'refused':
    case 'bad-request':
    case 'not-recorded':
      return 'never';
    default:
      return unreachable(kind);
  }
}
