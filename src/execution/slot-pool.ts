import type { Slot } from './slot.js';

/** Hands out slots to whoever asks, first come first served. */
export class SlotPool {
  readonly #free: Slot[];
  readonly #waiting: ((slot: Slot) => void)[] = [];

  /** How many there are, free or not. */
  readonly size: number;

  constructor(slots: readonly Slot[]) {
    this.#free = [...slots];
    this.size = slots.length;
  }

  /** Does `work` as soon as a slot is free; the slot is given back however it ends. */
  async use<Value>(work: (slot: Slot) => Promise<Value>): Promise<Value> {
    const slot =
      this.#free.shift() ??
      (await new Promise<Slot>((resolve) => {
        this.#waiting.push(resolve);
      }));
    try {
      return await work(slot);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free.push(slot);
      else next(slot);
    }
  }
}
