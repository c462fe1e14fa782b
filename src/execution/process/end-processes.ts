import { setTimeout as delay } from 'node:timers/promises';
import type { RunProcesses } from './run-processes.js';

/** After the polite signal; together with the rest everything is gone within 2 s. */
const GRACE_MS = 1500;
/** What survives SIGKILL this long hangs in the kernel; nobody can end that. */
const GIVE_UP_MS = 2000;
const POLL_MS = 20;
/** A child that ends by itself when its parent does (a data loader's worker) is no stray. */
const CHILDREN_MAY_TAKE_MS = 300;

/** Ends all processes of a run: politely first, then not. */
export async function endAll(processes: RunProcesses): Promise<void> {
  processes.signal('SIGTERM');
  if (await allGone(processes, GRACE_MS)) return;
  const deadline = performance.now() + GIVE_UP_MS;
  while (performance.now() < deadline) {
    // At each look again, since a process may fork while it is ended.
    processes.signal('SIGKILL');
    if (await allGone(processes, POLL_MS)) return;
  }
}

/** Ends what outlived the run's own process; returns how many did that. */
export async function endStrays(processes: RunProcesses): Promise<number> {
  if (await allGone(processes, CHILDREN_MAY_TAKE_MS)) return 0;
  const strays = processes.living().length;
  await endAll(processes);
  return strays;
}

async function allGone(processes: RunProcesses, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    if (processes.living().length === 0) return true;
    if (performance.now() >= deadline) return false;
    await delay(POLL_MS);
  }
}
