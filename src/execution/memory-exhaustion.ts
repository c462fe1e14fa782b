import type { ProcessEnd } from './process/spawn-run.js';

/** A process the kernel killed while the run used this share of the memory was killed for it. */
const NEARLY_ALL = 0.8;

const CUDA =
  /cuda out of memory|cuda error: out of memory|CUDA_ERROR_OUT_OF_MEMORY|CUBLAS_STATUS_ALLOC_FAILED|cuda\.OutOfMemoryError|torch\.OutOfMemoryError|RESOURCE_EXHAUSTED: Out of memory|OOM when allocating tensor .* GPU|failed to allocate .* from device/i;

const HOST =
  /\b_?(Array)?MemoryError\b|std::bad_alloc|can't allocate memory|Cannot allocate memory|Unable to allocate .* for an array|DataLoader worker .* is killed by signal: Killed/;

/** What the end of a run is read from, as far as memory goes. */
export interface MemoryEvidence {
  readonly end: ProcessEnd;
  /** The exception that ended it, or the end of stderr. */
  readonly lastWords: string;
  readonly maxMemoryBytes: number | undefined;
  /** What this machine, or the container we are in, has. */
  readonly availableBytes: number;
}

/**
 * Whether memory ran out, and where. The kernel says nothing when it kills, so a SIGKILL that was not
 * ours counts only where the run was seen to use nearly everything there is.
 */
export function findMemoryExhaustion(evidence: MemoryEvidence): 'host' | 'cuda' | undefined {
  const { end, lastWords, maxMemoryBytes = 0, availableBytes } = evidence;
  if (end.kind === 'exited' && end.exitCode === 0) return undefined;
  if (CUDA.test(lastWords)) return 'cuda';
  if (HOST.test(lastWords)) return 'host';
  const wasKilled = end.kind === 'signalled' && end.signal === 'SIGKILL';
  return wasKilled && maxMemoryBytes > NEARLY_ALL * availableBytes ? 'host' : undefined;
}
