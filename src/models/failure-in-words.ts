import { unreachable } from '../core/unreachable.js';
import type { ModelFailure } from './model-failure.js';

/** What happened and what to do next, for people; `label` is the model's. */
export function modelFailureInWords(failure: ModelFailure, label: string): string {
  switch (failure.kind) {
    case 'bad-key':
      return `${label}: the key was not accepted${quoted(failure.message)}. Check that it is whole, belongs to this provider and may use this model.`;
    case 'no-key':
      return `${label}: ${failure.variable} is not set. Export it, or name a file of NAME=value lines with --env-file.`;
    case 'no-quota':
      return `${label}: the account has no credit or quota left${quoted(failure.message)}. Add credit or wait for the quota to be renewed, then start again: finished work is kept.`;
    case 'rate-limited':
      return `${label}: too many requests for this account${waitWords(failure.retryAfterMs)}${quoted(failure.message)}. Start again later: finished work is kept.`;
    case 'overloaded':
      return `${label}: the provider is overloaded or out of order${waitWords(failure.retryAfterMs)}${quoted(failure.message)}. Start again later, or choose another model with --model.`;
    case 'unknown-model':
      return `${label}: there is no such model at this address${quoted(failure.message)}. Check --model, written as the provider writes it, and --base-url where it is given.`;
    case 'context-too-long':
      return `${label}: the prompt is longer than the model can read${quoted(failure.message)}. Choose a model with a longer context with --model, or mark components in smaller files.`;
    case 'refused':
      return `${label}: the provider refused the request${quoted(failure.message)}. Choose another model with --model, or write this variant by hand.`;
    case 'network':
      return `${label}: the connection failed${quoted(failure.message)}. Check the network, --base-url and HTTPS_PROXY; where a company's certificate is in between, name its file in NODE_EXTRA_CA_CERTS.`;
    case 'stalled':
      return `${label}: nothing arrived for ${inSeconds(failure.idleMs)}. Start again, or choose a faster model with --model.`;
    case 'bad-request':
      return `${label}: the request was not accepted${quoted(failure.message)}. Check that --api, --model and --base-url belong together.`;
    case 'no-recordings':
      return `${label}: ${failure.folder} holds no recorded replies. Give the folder of a study that a model took part in, or its exchanges/.`;
    case 'program-failed':
      return `${label}: the program gave no reply${quoted(failure.message)}. Check that the command works by hand: echo hello | COMMAND.`;
    case 'not-recorded':
      return `${label}: the recording has no reply for ${failure.purpose}. The files, the marks or the version changed since: use the model itself for this study.`;
    case 'over-budget':
      return `${label}: the budget does not allow another call: ${failure.message}. Finished work is kept.`;
    case 'aborted':
      return `${label}: the call was stopped before it was answered. Start again to go on.`;
    default:
      return unreachable(failure);
  }
}

function quoted(message: string | undefined): string {
  const words = message?.trim().replace(/[.\s]+$/, '');
  return words === undefined || words === '' ? '' : ` (${words})`;
}

function waitWords(retryAfterMs: number | undefined): string {
  return retryAfterMs === undefined ? '' : `, to be asked again in ${inSeconds(retryAfterMs)}`;
}

function inSeconds(ms: number): string {
  return ms < 120_000 ? `${String(Math.ceil(ms / 1000))} s` : `${String(Math.ceil(ms / 60_000))} minutes`;
}
