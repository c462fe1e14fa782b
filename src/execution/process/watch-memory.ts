import type { RunProcesses } from './run-processes.js';

const LIMITED_EVERY_MS = 250;
/** Only for the record, so it may cost less. */
const UNLIMITED_EVERY_MS = 1000;

export interface MemoryWatch {
  /** Resolves when the run uses more than it may. */
  readonly exceeded: Promise<void>;
  /** The most that was seen, bytes. */
  max(): number | undefined;
}

/**
 * Looks at the memory of all the run's processes until `ended`. Between two looks a run may go over the
 * limit for a moment; a limit of address space (RLIMIT_AS) would be exact and useless, since CUDA and
 * NumPy reserve far more than they use. Without /proc there is nothing to see, and no limit.
 */
export function watchMemory(processes: RunProcesses, limitBytes: number | undefined, ended: AbortSignal): MemoryWatch {
  let max = 0;
  const exceeded = new Promise<void>((resolve) => {
    const look = (): void => {
      const used = processes.sampleMemory();
      max = Math.max(max, used);
      if (limitBytes !== undefined && used > limitBytes && processes.preciseMemory() > limitBytes) resolve();
    };
    const timer = setInterval(look, limitBytes === undefined ? UNLIMITED_EVERY_MS : LIMITED_EVERY_MS);
    ended.addEventListener(
      'abort',
      () => {
        clearInterval(timer);
      },
      { once: true },
    );
  });
  return { exceeded, max: () => (max === 0 ? undefined : max) };
}
