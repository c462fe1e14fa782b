import { isSecretName } from '../core/provider-keys.js';
import { UserError } from '../core/user-error.js';
import { probeSandbox } from '../execution/sandbox/probe-sandbox.js';
import type { SandboxLevel } from '../execution/sandbox/sandbox-level.js';
import { isModelWriting, type StudyPlan } from './plan-study.js';
import type { Subject } from './read-subject.js';

/** How far all runs of a study are kept in, and what people are told of it. */
export interface SandboxDecision {
  readonly level: SandboxLevel;
  /** Absent where there is nothing to say: no model writes anything, nothing was asked for. */
  readonly saying?: { readonly severity: 'note' | 'warning'; readonly message: string };
}

/**
 * As soon as a model writes a variant, all runs of the study are sandboxed where that is possible: one level per
 * study, so that a difference comes from the variant. Throws a UserError where `--sandbox bwrap` cannot be had.
 */
export async function decideSandbox({ settings }: Subject, plan: StudyPlan): Promise<SandboxDecision> {
  const asked = settings.sandbox;
  const isNeeded = isModelWriting(plan);
  if (asked === 'none') {
    const level = { kind: 'none', reason: 'as you said with --sandbox none' } as const;
    return isNeeded ? { level, saying: unsandboxed(level.reason) } : { level };
  }
  if (asked === 'auto' && !isNeeded) {
    return { level: { kind: 'none', reason: 'no model writes variants' } };
  }
  const level = await probeSandbox();
  if (level.kind === 'bwrap') {
    const secrets = Object.keys(process.env).filter(isSecretName).sort();
    const message =
      'Every run is in a sandbox (bubblewrap): no network, files outside its own copy can only be read, no keys' +
      `${secrets.length === 0 ? '' : ` (not passed on: ${secrets.join(', ')})`}. ` +
      'Data has to be there already; --sandbox none runs without.';
    return { level, saying: { severity: 'note', message } };
  }
  if (asked === 'bwrap') throw new UserError(`--sandbox bwrap: ${level.reason}. Nothing was run.`);
  return { level, saying: unsandboxed(level.reason) };
}

function unsandboxed(reason: string): { readonly severity: 'warning'; readonly message: string } {
  return {
    severity: 'warning',
    message: `Code that a model wrote runs with your rights, outside a sandbox: ${reason}. It passed the static check before.`,
  };
}
