import { isDeepStrictEqual } from 'node:util';
import { NO_GRANTS, type SandboxGrants } from '../core/sandbox-grants.js';
import type { SandboxLevel } from '../execution/sandbox/sandbox-level.js';
import { readEvents } from '../store/event-log.js';

/** What a start of a study records of its sandbox. */
export function recordedSandbox(level: SandboxLevel): {
  readonly sandbox: SandboxLevel['kind'];
  readonly sandboxGrants?: SandboxGrants;
} {
  const hasGrants = level.kind === 'bwrap' && !isDeepStrictEqual(level.grants, NO_GRANTS);
  return { sandbox: level.kind, ...(hasGrants ? { sandboxGrants: level.grants } : {}) };
}

/** Runs of earlier starts may have been made at another level: a confound that readers should know of. */
export function sandboxConfounds(eventsFile: string, level: SandboxLevel): string[] {
  const events = readEvents(eventsFile);
  if (!events.some((event) => event.type === 'run-ended')) return [];
  const { sandbox, sandboxGrants = NO_GRANTS } = recordedSandbox(level);
  const others = events.flatMap((event) => (event.type === 'study-started' ? [event] : []));
  const remedy = 'a new study (--out) makes them all the same way.';
  if (others.some((event) => (event.sandbox ?? 'none') !== sandbox))
    return [`Some runs were made in a sandbox and some outside of it; ${remedy}`];
  if (others.some((event) => !isDeepStrictEqual(event.sandboxGrants ?? NO_GRANTS, sandboxGrants)))
    return [`Some runs were allowed more in their sandbox (network, variables, caches) than others; ${remedy}`];
  return [];
}
