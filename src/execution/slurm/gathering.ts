/** Collects what arrives close together, and delivers it as one. */
export class Gathering<Item> {
  readonly #quietMs: number;
  readonly #deliver: (items: readonly Item[]) => void;
  #items: Item[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** Delivers when nothing more came for `quietMs`. */
  constructor(quietMs: number, deliver: (items: readonly Item[]) => void) {
    this.#quietMs = quietMs;
    this.#deliver = deliver;
  }

  add(item: Item): void {
    this.#items.push(item);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const items = this.#items;
      this.#items = [];
      this.#deliver(items);
    }, this.#quietMs);
  }
}
