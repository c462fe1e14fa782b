import { readMemoryUse, readProcessEnvironment, readProcessTable, recentProcessTable } from './process-table.js';
import type { ProcessEntry } from './process-table.js';

/** Carried by every process of an attempt, however it was started: how we know our own. */
export const RUN_ID_VARIABLE = 'ABLATIONMAGE_RUN_ID';

/**
 * The processes of one attempt: its process group, its session, all descendants, and what carries its id
 * in the environment (a daemon that left its parents keeps that). Where there is no /proc only the
 * process group is known.
 */
export class RunProcesses {
  readonly #leader: number | undefined;
  readonly #bornTicks: number;
  readonly #runId: string;
  /** Seen as ours once: stays ours, whoever its parent becomes. By pid and start time. */
  readonly #known = new Set<string>();

  /**
   * `leader`: the process the attempt was started as, unknown where its pid may be somebody else's now.
   * `bornTicks`: when it started; no process of the run is older.
   */
  constructor(leader: number | undefined, bornTicks: number, runId: string) {
    this.#leader = leader;
    this.#bornTicks = bornTicks;
    this.#runId = runId;
  }

  /** Notes descendants while their parents live, and sums what all use, bytes. */
  sampleMemory(): number {
    return this.#among(recentProcessTable()).reduce((sum, entry) => sum + entry.memoryBytes, 0);
  }

  /**
   * As `sampleMemory`, with what processes share counted once: slower, for deciding. Whether others than the run's own have
   * the same pages, as the process that it was forked from, makes no difference.
   */
  preciseMemory(): number {
    const uses = this.#among(readProcessTable()).map(
      ({ pid, memoryBytes }) => readMemoryUse(pid) ?? { ownBytes: memoryBytes, sharedBytes: 0 },
    );
    return (
      uses.reduce((sum, { ownBytes }) => sum + ownBytes, 0) +
      uses.reduce((most, { sharedBytes }) => Math.max(most, sharedBytes), 0)
    );
  }

  /** Those living now, environments searched too. */
  living(): number[] {
    const table = readProcessTable();
    const byKinship = this.#among(table);
    const kin = new Set(byKinship.map((entry) => entry.pid));
    const marked = table.filter(
      (entry) => !kin.has(entry.pid) && entry.startTicks >= this.#bornTicks && this.#carriesId(entry.pid),
    );
    for (const entry of marked) this.#known.add(keyOf(entry));
    return [...byKinship, ...marked].map((entry) => entry.pid);
  }

  /** Sends a signal to the group and to every other process of the run. Never to ourselves. */
  signal(name: NodeJS.Signals): void {
    // Looked for before: what a dead parent leaves behind is nobody's child any more.
    const living = this.living();
    if (this.#leader !== undefined) send(-this.#leader, name);
    for (const pid of living) if (pid !== process.pid) send(pid, name);
  }

  #among(table: readonly ProcessEntry[]): ProcessEntry[] {
    const ours = new Map<number, ProcessEntry>();
    const children = childrenByParent(table);
    const pending = table.filter(
      (entry) => entry.group === this.#leader || entry.session === this.#leader || this.#known.has(keyOf(entry)),
    );
    for (let entry = pending.pop(); entry !== undefined; entry = pending.pop()) {
      if (ours.has(entry.pid)) continue;
      ours.set(entry.pid, entry);
      this.#known.add(keyOf(entry));
      pending.push(...(children.get(entry.pid) ?? []));
    }
    return [...ours.values()];
  }

  #carriesId(pid: number): boolean {
    return readProcessEnvironment(pid)?.split('\0').includes(`${RUN_ID_VARIABLE}=${this.#runId}`) ?? false;
  }
}

function childrenByParent(table: readonly ProcessEntry[]): Map<number, ProcessEntry[]> {
  const children = new Map<number, ProcessEntry[]>();
  for (const entry of table) {
    const siblings = children.get(entry.parent);
    if (siblings === undefined) children.set(entry.parent, [entry]);
    else siblings.push(entry);
  }
  return children;
}

function keyOf(entry: ProcessEntry): string {
  return `${entry.pid}@${entry.startTicks}`;
}

function send(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone, which is what was wanted, or not ours to end.
  }
}
