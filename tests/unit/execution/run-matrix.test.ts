import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CompletedOutcome } from '../../../src/core/outcome.js';
import type { Executor, RunRequest } from '../../../src/execution/executor.js';
import { SlotPool } from '../../../src/execution/slot-pool.js';
import { runMatrix } from '../../../src/execution/run-matrix.js';
import type { Slot } from '../../../src/execution/slot.js';

const completed: CompletedOutcome = {
  kind: 'completed',
  startedAt: '2026-01-01T00:00:00Z',
  durationMs: 1,
  attempt: 1,
  notes: [],
  readFiles: [],
  metrics: [],
};

const requests = (count: number): RunRequest[] =>
  Array.from({ length: count }, (_, index) => ({
    run: { trialId: 'baseline', seedIndex: index, identity: String(index) },
    attempt: 1,
    runDirectory: '/',
    edits: [],
    command: [],
    environmentSeed: 0,
    observe: { kind: 'steps' },
  }));

const slots = (count: number): SlotPool =>
  new SlotPool(Array.from({ length: count }, (_, index) => ({ index, gpus: [] })));

/** An executor whose runs take as many turns of the event loop as told, and who notes what happened. */
class TurnExecutor implements Executor {
  readonly started: number[] = [];
  readonly busy = new Set<number>();
  mostAtOnce = 0;
  readonly #turns: readonly number[];

  constructor(turns: readonly number[]) {
    this.#turns = turns;
  }

  async execute(
    { run }: RunRequest,
    slot: Slot,
    _signal: AbortSignal,
    started?: () => void,
  ): Promise<CompletedOutcome> {
    started?.();
    expect(this.busy.has(slot.index)).toBe(false);
    this.busy.add(slot.index);
    this.mostAtOnce = Math.max(this.mostAtOnce, this.busy.size);
    this.started.push(run.seedIndex);
    for (let turn = 0; turn < (this.#turns[run.seedIndex] ?? 0); turn += 1) await new Promise(setImmediate);
    this.busy.delete(slot.index);
    return completed;
  }
}

describe('runMatrix', () => {
  test('starts all in order, one per slot at a time, and uses every slot', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 20 }),
        fc.integer({ min: 1, max: 6 }),
        async (turns, count) => {
          const executor = new TurnExecutor(turns);
          const ended: number[] = [];
          await runMatrix(requests(turns.length), slots(count), executor, new AbortController().signal, {
            started: () => undefined,
            ended: ({ run }) => void ended.push(run.seedIndex),
          });
          expect(executor.started).toEqual(turns.map((_, index) => index));
          expect(ended.toSorted((a, b) => a - b)).toEqual(executor.started);
          expect(executor.mostAtOnce).toBe(Math.min(count, turns.length));
        },
      ),
      { numRuns: 50 },
    );
  });

  test('takes a request only when a slot is free for it', async () => {
    const executor = new TurnExecutor([1, 1, 1]);
    function* lazily(): Generator<RunRequest> {
      for (const request of requests(3)) {
        expect(executor.busy.size).toBeLessThan(1);
        yield request;
      }
    }
    const listener = { started: () => undefined, ended: () => undefined };
    await runMatrix(lazily(), slots(1), executor, new AbortController().signal, listener);
    expect(executor.started).toEqual([0, 1, 2]);
  });

  test('after abort nothing more starts, and what runs is waited for', async () => {
    const abort = new AbortController();
    const executor = new TurnExecutor([3, 3, 3, 3]);
    const ended: number[] = [];
    await runMatrix(requests(4), slots(2), executor, abort.signal, {
      started: ({ run }) => {
        if (run.seedIndex === 1) abort.abort();
      },
      ended: ({ run }) => void ended.push(run.seedIndex),
    });
    expect(executor.started).toEqual([0, 1]);
    expect(ended).toEqual([0, 1]);
  });

  test('a slow listener does not hold its slot', async () => {
    const executor = new TurnExecutor([0, 0]);
    let release: (() => void) | undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await runMatrix(requests(2), slots(1), executor, new AbortController().signal, {
      started: ({ run }) => {
        if (run.seedIndex === 1) release?.();
      },
      ended: ({ run }) => (run.seedIndex === 0 ? held : undefined),
    });
    expect(executor.started).toEqual([0, 1]);
  });

  test('what a listener throws ends the matrix and is passed on', async () => {
    const executor = new TurnExecutor([1, 1, 1, 1]);
    const running = runMatrix(requests(4), slots(1), executor, new AbortController().signal, {
      started: () => undefined,
      ended: () => Promise.reject(new Error('disk full')),
    });
    await expect(running).rejects.toThrow('disk full');
    expect(executor.started.length).toBeLessThan(4);
  });
});
