import { unreachable } from '../../core/unreachable.js';
import type { Execution, Executor, RunRequest } from '../executor.js';
import type { Slot } from '../slot.js';
import type { AwaitedRun } from './awaited-run.js';
import { HandOver } from './hand-over.js';
import { OnceOnAbort } from './once-on-abort.js';
import type { SlurmQueue } from './slurm-queue.js';

/** `abandon`: another process has the study, and its runs with it. */
export type InterruptionDecision = 'cancel' | 'leave' | 'abandon';

export interface SlurmExecutorSettings {
  readonly queue: SlurmQueue;
  /** What an earlier start submitted. */
  readonly underWay: readonly AwaitedRun[];
  /**
   * What becomes of runs of the study when it is interrupted. `interruption`: the study's signal; `allEnded` aborts when there is
   * none left to decide about.
   */
  readonly onInterruption: (
    interruption: AbortSignal,
    runs: number,
    allEnded: AbortSignal,
  ) => Promise<InterruptionDecision>;
  /** Called when Slurm has all that it was to have so far. */
  readonly onSubmitted: () => void;
}

/** The runs of a study, as jobs of Slurm: all that come together are one array. */
export class SlurmExecutor implements Executor<Execution> {
  readonly #settings: SlurmExecutorSettings;
  readonly #underWay: ReadonlyMap<string, AwaitedRun>;
  readonly #handOver: HandOver;
  readonly #interruption: OnceOnAbort;
  readonly #allEnded = new AbortController();
  #runsUnderWay = 0;
  #isInterrupted = false;
  #telling: Promise<void> | undefined;

  constructor(settings: SlurmExecutorSettings) {
    this.#settings = settings;
    this.#underWay = new Map(settings.underWay.map((run) => [run.request.runDirectory, run]));
    this.#handOver = new HandOver(settings.queue, 'kept');
    this.#interruption = new OnceOnAbort((signal) => void this.#interrupt(signal));
  }

  async execute(request: RunRequest, _slot: Slot, signal: AbortSignal, started?: () => void): Promise<Execution> {
    if (signal.aborted) return 'left-running';
    this.#runsUnderWay += 1;
    this.#interruption.show(signal);
    const run = this.#underWay.get(request.runDirectory) ?? (await this.#handOver.take(request));
    run.whenStarted(started);
    void this.#tellWhenSettled();
    const end = await run.end;
    this.#runsUnderWay -= 1;
    // No further run begins then.
    if (this.#isInterrupted && this.#runsUnderWay === 0) this.#allEnded.abort();
    return end;
  }

  /** Runs that go with this one may still be on their way. */
  #tellWhenSettled(): Promise<void> {
    this.#telling ??= this.#handOver.settled().then(() => {
      this.#telling = undefined;
      if (this.#settings.queue.underWay('kept').runs > 0) this.#settings.onSubmitted();
    });
    return this.#telling;
  }

  async #interrupt(signal: AbortSignal): Promise<void> {
    this.#isInterrupted = true;
    const { queue, onInterruption } = this.#settings;
    // Whatever stands in the way of an answer: jobs go on, which can be mended.
    const decision = await onInterruption(signal, this.#runsUnderWay, this.#allEnded.signal).catch(
      () => 'leave' as const,
    );
    try {
      switch (decision) {
        case 'cancel':
          await queue.cancel('kept');
          break;
        case 'leave':
          await queue.leave('kept');
          break;
        case 'abandon':
          queue.abandon();
          break;
        default:
          unreachable(decision);
      }
    } catch {
      // The study's folder is away.
      queue.abandon();
    }
  }
}
