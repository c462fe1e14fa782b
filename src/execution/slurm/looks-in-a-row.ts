/** What seems to be over has to seem so at so many looks in a row: a shared file system may be late with what was written. */
const LOOKS = 3;

/** Counts the looks in a row at which something seemed to be so. */
export class LooksInARow {
  #looks = 0;

  note(seemsSo: boolean): void {
    this.#looks = seemsSo ? this.#looks + 1 : 0;
  }

  /** It can be believed. */
  get areEnough(): boolean {
    return this.#looks >= LOOKS;
  }
}
