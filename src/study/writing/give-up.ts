import type { Component } from '../../core/component.js';
import type { GivenUp } from '../../core/given-up.js';
import { taskKey } from '../../variants/task-key.js';
import type { Bench } from '../bench.js';
import { providerKey } from './provider-key.js';

/** Keeps why no variant of a trial came about, so that the same model is not asked the same again. */
export function giveUp(
  { log, subject }: Bench,
  trialId: string,
  members: readonly Component[],
  { reason, isPassing }: GivenUp,
): void {
  const { model } = subject.settings;
  log.append({
    type: 'variant-given-up',
    at: new Date().toISOString(),
    trialId,
    hash: taskKey(subject.project, members),
    reason,
    isPassing,
    ...(model === undefined ? {} : { providerKey: providerKey(model.provider) }),
  });
}
