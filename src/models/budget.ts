import { addUsage, NO_USAGE, type ModelUsage } from '../core/model-usage.js';
import { failure, success, type Result } from '../core/result.js';
import type { ModelFailure } from './model-failure.js';
import type { Price } from './price.js';

/** Holds where the price is unknown, so that a limit in dollars could not be kept. */
export const TOKENS_WITHOUT_PRICE = 1_000_000;

export interface BudgetLimits {
  /** US dollars, 0: no limit. */
  readonly maxCostUsd: number;
  /** Input and output tokens together. */
  readonly maxTokens?: number;
}

/** The most that a call can use. */
export interface WorstCase {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Room kept for a call in flight. Exactly one of its methods is called, once. */
export interface Reservation {
  /** `estimated` where the provider did not tell what was used. */
  book(usage: ModelUsage, origin: 'told' | 'estimated'): void;
  /** The call used nothing that is known. */
  release(): void;
}

export interface Spending {
  readonly usage: ModelUsage;
  /** Absent where the price is unknown. */
  readonly costUsd?: number;
  readonly calls: number;
  /** Of the calls, those whose usage was estimated. */
  readonly estimatedCalls: number;
}

/** What the calls of a study have used, and what they may. Calls in flight count with their worst case. */
export class Budget {
  readonly #maxCostUsd: number;
  readonly #maxTokens: number;
  readonly #price: Price | undefined;
  readonly #inFlight = new Set<WorstCase>();
  #usage = NO_USAGE;
  #costUsd = 0;
  #calls = 0;
  #estimatedCalls = 0;
  #waiting: (() => void)[] = [];

  /** Without a price a limit in dollars becomes one of 1,000,000 tokens, unless `maxTokens` says another. */
  constructor(limits: BudgetLimits, price: Price | undefined) {
    const limitsCost = limits.maxCostUsd > 0;
    this.#price = price;
    this.#maxCostUsd = limitsCost && price !== undefined ? limits.maxCostUsd : Infinity;
    this.#maxTokens = limits.maxTokens ?? (limitsCost && price === undefined ? TOKENS_WITHOUT_PRICE : Infinity);
  }

  /** Input and output together, as it holds; undefined where there is none. */
  get maxTokens(): number | undefined {
    return Number.isFinite(this.#maxTokens) ? this.#maxTokens : undefined;
  }

  spent(): Spending {
    return {
      usage: this.#usage,
      calls: this.#calls,
      estimatedCalls: this.#estimatedCalls,
      ...(this.#price === undefined ? {} : { costUsd: this.#costUsd }),
    };
  }

  /** Counts a call that ended. `costUsd`: of one whose price was another, as another model answered it; dollars. */
  book(usage: ModelUsage, origin: 'told' | 'estimated', costUsd = this.#price?.costUsd(usage) ?? 0): void {
    this.#usage = addUsage(this.#usage, usage);
    this.#costUsd += costUsd;
    this.#calls += 1;
    if (origin === 'estimated') this.#estimatedCalls += 1;
  }

  /**
   * Keeps room for a call. Where only calls in flight are in its way it waits for them, since most use far
   * less than their worst case. Fails with `over-budget`, or `aborted`.
   */
  async reserve(call: WorstCase, signal: AbortSignal): Promise<Result<Reservation, ModelFailure>> {
    while (!signal.aborted) {
      const excess = this.#excess(call);
      if (excess !== undefined) return failure({ kind: 'over-budget', message: excess });
      if (this.#fits([...this.#inFlight, call])) return success(this.#admit(call));
      await this.#oneEnds(signal);
    }
    return failure({ kind: 'aborted' });
  }

  #admit(call: WorstCase): Reservation {
    const entry = { ...call };
    this.#inFlight.add(entry);
    const release = (): void => {
      this.#inFlight.delete(entry);
      for (const wake of this.#waiting.splice(0)) wake();
    };
    return {
      book: (usage, origin) => {
        release();
        this.book(usage, origin);
      },
      release,
    };
  }

  #oneEnds(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.push(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  #fits(calls: readonly WorstCase[]): boolean {
    const costUsd = calls.reduce((sum, call) => sum + this.#worstCostUsd(call), this.#costUsd);
    const tokens = calls.reduce((sum, call) => sum + tokensOf(call), this.#spentTokens());
    return costUsd <= this.#maxCostUsd && tokens <= this.#maxTokens;
  }

  /** Why a call does not fit even when it is alone. */
  #excess(call: WorstCase): string | undefined {
    const cost = this.#worstCostUsd(call);
    if (this.#costUsd + cost > this.#maxCostUsd) {
      return (
        `${usd(this.#costUsd)} of ${usd(this.#maxCostUsd)} are spent, and the next call could cost ` +
        `up to ${usd(cost)}: raise the limit with --max-cost`
      );
    }
    if (this.#spentTokens() + tokensOf(call) > this.#maxTokens) {
      const why = this.#maxCostUsd === Infinity && this.#price === undefined ? ' (the price is not known)' : '';
      return (
        `${this.#spentTokens()} of ${this.#maxTokens} tokens are used${why}, and the next call could use ` +
        `up to ${tokensOf(call)}: raise the limit with --max-tokens`
      );
    }
    return undefined;
  }

  #spentTokens(): number {
    return this.#usage.inputTokens + this.#usage.outputTokens;
  }

  /** Nothing read from a cache; writing to one can cost more than plain input, and then all of it is written. */
  #worstCostUsd({ inputTokens, outputTokens }: WorstCase): number {
    if (this.#price === undefined) return 0;
    const plain = { ...NO_USAGE, inputTokens, outputTokens };
    return Math.max(this.#price.costUsd(plain), this.#price.costUsd({ ...plain, cacheWriteTokens: inputTokens }));
  }
}

function tokensOf({ inputTokens, outputTokens }: WorstCase): number {
  return inputTokens + outputTokens;
}

function usd(amount: number): string {
  return `${amount.toFixed(amount < 0.1 ? 4 : 2)} USD`;
}
