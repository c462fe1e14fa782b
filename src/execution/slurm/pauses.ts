/** Waits that can be cut short, however many there are at a time. */
export class Pauses {
  readonly #ends = new Set<() => void>();

  async pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#ends.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#ends.add(end);
    });
  }

  /** Ends all that are under way. */
  end(): void {
    for (const end of [...this.#ends]) end();
  }
}
