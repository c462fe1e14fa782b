import { isDeepStrictEqual } from 'node:util';
import { isSecretName } from '../core/provider-keys.js';
import { NO_GRANTS, type SandboxGrants } from '../core/sandbox-grants.js';
import { UserError } from '../core/user-error.js';
import { probeSandbox } from '../execution/sandbox/probe-sandbox.js';
import type { SandboxLevel } from '../execution/sandbox/sandbox-level.js';
import { isModelWriting, type StudyPlan } from './plan-study.js';
import type { Subject } from './read-subject.js';

/** How far all runs of a study are kept in, and what people are told of it. */
export interface SandboxDecision {
  readonly level: SandboxLevel;
  readonly saying: { readonly severity: 'note' | 'warning'; readonly message: string };
}

/**
 * As soon as a model writes a variant, all runs of the study are sandboxed where that is possible: one level per
 * study, so that a difference comes from the variant. Throws a UserError where `--sandbox bwrap` cannot be had.
 */
export async function decideSandbox({ settings }: Subject, plan: StudyPlan): Promise<SandboxDecision> {
  const { sandbox: asked, sandboxGrants: grants } = settings;
  const isNeeded = isModelWriting(plan);
  if (asked === 'none') return outside('as you said with --sandbox none', isNeeded, grants);
  if (asked === 'auto' && !isNeeded) return outside('no model writes variants', isNeeded, grants);
  const level = await probeSandbox(process.env, grants);
  if (level.kind === 'bwrap') return { level, saying: { severity: 'note', message: sandboxInWords(grants) } };
  if (asked === 'bwrap') throw new UserError(`--sandbox bwrap: ${level.reason}. Nothing was run.`);
  return outside(level.reason, isNeeded, grants);
}

function outside(reason: string, isNeeded: boolean, grants: SandboxGrants): SandboxDecision {
  const idle = isDeepStrictEqual(grants, NO_GRANTS)
    ? ''
    : ' --allow-network, --pass-env and --cache change nothing then.';
  const message = isNeeded
    ? `Code that a model wrote runs with your rights, outside a sandbox: ${reason}. It passed the static check before.`
    : `Runs are not in a sandbox: ${reason}.`;
  return {
    level: { kind: 'none', reason },
    saying: { severity: isNeeded || idle !== '' ? 'warning' : 'note', message: message + idle },
  };
}

function sandboxInWords({ network, variables, caches }: SandboxGrants): string {
  const kept = Object.keys(process.env).filter((name) => isSecretName(name) && !variables.includes(name));
  const sentences = [
    `Every run is in a sandbox (bubblewrap): ${network === 'none' ? 'no network' : 'with the network'}, files outside its ` +
      `own copy can only be read${caches.length === 0 ? '' : ` (but for ${caches.join(', ')})`}, ` +
      `no keys${kept.length === 0 ? '' : ` (not passed on: ${kept.sort().join(', ')})`}.`,
    ...(variables.length === 0 ? [] : [`Passed on: ${variables.join(', ')}.`]),
    network === 'none'
      ? 'Data has to be there already; --allow-network lets runs fetch it, --sandbox none runs without.'
      : 'What runs there can send your data anywhere, and reach services of this machine; --sandbox none runs without.',
  ];
  return sentences.join(' ');
}
