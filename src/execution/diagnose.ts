import type { MetricRecord } from '../core/metric.js';
import type { FailureReason } from '../core/outcome.js';
import { unreachable } from '../core/unreachable.js';
import { findDivergence } from './find-divergence.js';
import { findEditNotLoaded } from './edits-loaded.js';
import { findMemoryExhaustion } from './memory-exhaustion.js';
import type { ProbeException, ProbeReport } from './probe-report.js';
import type { ProcessEnd, StopReason } from './process/spawn-run.js';
import type { EditedFile } from './workspace/make-workspace.js';

/** Characters of what a script said last that a table can bear. */
const LAST_WORDS = 160;

/** All that is known of a run that has ended. */
export interface RunEvidence {
  readonly end: ProcessEnd;
  readonly timeoutMs: number | undefined;
  readonly maxMemoryBytes: number | undefined;
  readonly availableMemoryBytes: number;
  readonly probe: ProbeReport;
  readonly metrics: readonly MetricRecord[];
  /** Names the user chose; empty where the metric is undecided. */
  readonly chosenMetrics: readonly string[];
  /** The last lines of stderr. */
  readonly stderrTail: readonly string[];
  readonly editedFiles: readonly EditedFile[];
  /** The user's project, as named and with symbolic links resolved. */
  readonly projectRoots: readonly string[];
}

/**
 * Why a run has no result, or `undefined` where it has one. The order is that of certainty: what we did to
 * it, how it died, then whether what it said can be believed.
 */
export function diagnose(evidence: RunEvidence): FailureReason | undefined {
  const { end } = evidence;
  switch (end.kind) {
    case 'could-not-start':
      return { kind: 'could-not-start', message: end.message };
    case 'server-lost':
      return { kind: 'lost' };
    case 'stopped':
      return reasonOfStop(end.reason, evidence.timeoutMs);
    case 'signalled':
      return reasonOfDeath(evidence, { signal: end.signal });
    case 'exited':
      return end.exitCode === 0 ? reasonToDoubt(evidence) : reasonOfDeath(evidence, { exitCode: end.exitCode });
    default:
      return unreachable(end);
  }
}

function reasonOfStop(reason: StopReason, timeoutMs: number | undefined): FailureReason {
  switch (reason) {
    case 'cancelled':
      return { kind: 'cancelled' };
    case 'timed-out':
      return { kind: 'timed-out', limitMs: timeoutMs ?? 0 };
    case 'memory-limit':
      return { kind: 'out-of-memory', where: 'limit' };
    default:
      return unreachable(reason);
  }
}

function reasonOfDeath(
  evidence: RunEvidence,
  death: { readonly signal: string } | { readonly exitCode: number },
): FailureReason {
  const { probe, stderrTail } = evidence;
  const exception = probe.exception === undefined ? lastException(stderrTail) : inWords(probe.exception);
  const where = findMemoryExhaustion({
    end: evidence.end,
    lastWords: exception ?? stderrTail.slice(-5).join('\n'),
    maxMemoryBytes: evidence.maxMemoryBytes,
    availableBytes: evidence.availableMemoryBytes,
  });
  if (where !== undefined) return { kind: 'out-of-memory', where };
  const [refused] = probe.refusedWrites;
  if (refused !== undefined && exception?.startsWith('PermissionError') === true) {
    return { kind: 'wrote-to-project', path: refused };
  }
  if (exception !== undefined) return { kind: 'crashed', exception, ...death };
  const lastWords = stderrTail.findLast((line) => line.trim() !== '')?.trim();
  return {
    kind: 'crashed',
    ...death,
    ...(lastWords === undefined ? {} : { lastWords: lastWords.slice(0, LAST_WORDS) }),
  };
}

/** It ended well: is its number one of this variant? */
function reasonToDoubt(evidence: RunEvidence): FailureReason | undefined {
  const { probe, metrics } = evidence;
  if (!probe.reported) return { kind: 'probe-silent' };
  const notLoaded = findEditNotLoaded(evidence.editedFiles, evidence.projectRoots, probe);
  if (notLoaded !== undefined) return notLoaded;
  const diverged = findDivergence(metrics, evidence.chosenMetrics);
  if (diverged !== undefined) return { kind: 'diverged', metric: diverged };
  return metrics.length === 0 ? { kind: 'no-metric' } : undefined;
}

function inWords(exception: ProbeException): string {
  const place = exception.place === undefined ? '' : ` (${exception.place})`;
  return `${exception.type}: ${exception.message}${place}`;
}

/** The last line of a traceback: `package.SomeError: what it says`. */
function lastException(stderrTail: readonly string[]): string | undefined {
  const traceback = stderrTail.findLastIndex((line) => line.startsWith('Traceback (most recent call last)'));
  if (traceback === -1) return undefined;
  return stderrTail.slice(traceback + 1).find((line) => /^[A-Za-z_][\w.]*(: .*)?$/.test(line));
}
