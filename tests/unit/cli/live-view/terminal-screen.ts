import { Writable } from 'node:stream';

/** The little of a terminal that redrawing in place needs: what is on it after all that was written. */
export class TerminalScreen extends Writable {
  readonly isTTY = true;
  readonly columns: number;
  readonly rows: number;
  readonly #lines: string[][] = [[]];
  #row = 0;
  #column = 0;
  #wrapped = 0;

  constructor(columns: number, rows: number) {
    super();
    this.columns = columns;
    this.rows = rows;
  }

  /** The lines, without trailing spaces and empty lines at the end. */
  get text(): string {
    return this.#lines
      .map((line) =>
        Array.from(line, (character) => character || ' ')
          .join('')
          .trimEnd(),
      )
      .join('\n')
      .trimEnd();
  }

  /** How often a line was longer than the terminal is wide. */
  get wrapped(): number {
    return this.#wrapped;
  }

  /** Waits until the screen shows what is looked for. */
  async shows(part: string): Promise<void> {
    while (!this.text.includes(part)) await new Promise((resolve) => this.once('drawn', resolve));
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    for (const [token] of chunk.toString().matchAll(/\u001b\[[?\d;]*[A-Za-z]|[^]/gu)) this.#take(token);
    done();
    this.emit('drawn');
  }

  #take(token: string): void {
    const escape = /^\u001b\[(\d*)([A-Za-z])$/u.exec(token);
    if (escape !== null) this.#obey(escape[2] ?? '', Number(escape[1] === '' ? '1' : escape[1]), escape[1] ?? '');
    else if (token === '\n') this.#moveTo(this.#row + 1, 0);
    else if (token === '\r') this.#column = 0;
    else if (!token.startsWith('\u001b')) this.#print(token);
  }

  #obey(command: string, count: number, argument: string): void {
    const line = this.#lines[this.#row] ?? [];
    if (command === 'A') this.#row = Math.max(0, this.#row - count);
    else if (command === 'B') this.#moveTo(this.#row + count, this.#column);
    else if (command === 'G') this.#column = count - 1;
    else if (command === 'K' && argument === '2') line.length = 0;
    else if (command === 'K') line.length = Math.min(line.length, this.#column);
    else if (command !== 'm') throw new Error(`unknown escape ${command}`);
  }

  #moveTo(row: number, column: number): void {
    while (this.#lines.length <= row) this.#lines.push([]);
    this.#row = row;
    this.#column = column;
  }

  #print(character: string): void {
    if (this.#column >= this.columns) this.#wrapped += 1;
    const line = this.#lines[this.#row] ?? [];
    line[this.#column] = character;
    this.#column += 1;
  }
}
