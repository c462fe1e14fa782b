import type { RunProcesses } from './run-processes.js';

const liveRuns = new Set<RunProcesses>();

/** Lists a run as alive; call what it returns when its processes have ended. */
export function registerLiveRun(processes: RunProcesses): () => void {
  liveRuns.add(processes);
  return () => {
    liveRuns.delete(processes);
  };
}

/**
 * Kills every process of every run at once and without waiting, for a second Ctrl-C and for an exit
 * nobody planned: runs have their own process groups, so the terminal would not end them.
 */
export function killEveryRun(): void {
  for (const processes of liveRuns) processes.signal('SIGKILL');
}
