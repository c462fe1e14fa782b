import { open, stat } from 'node:fs/promises';
import type { KeptEvent } from '../core/event.js';
import { parseEvent } from '../store/event-log.js';

/** The events of a log that grows, each read once. */
export class EventTail {
  readonly #file: string;
  #events: KeptEvent[] = [];
  #readBytes = 0;
  #rest = Buffer.alloc(0);

  constructor(file: string) {
    this.#file = file;
  }

  /** How much of the log was read: another number, other events. */
  get readBytes(): number {
    return this.#readBytes;
  }

  get events(): readonly KeptEvent[] {
    return this.#events;
  }

  /** Reads what was appended since; a log that became shorter is another one and is read from its start. */
  async readOn(): Promise<void> {
    // Before it is opened: to open a named pipe waits for whoever writes into it.
    const found = await stat(this.#file).catch(() => undefined);
    const handle = found?.isFile() === true ? await open(this.#file, 'r').catch(() => undefined) : undefined;
    if (handle === undefined) {
      this.#forget();
      return;
    }
    try {
      const { size } = await handle.stat();
      if (size < this.#readBytes) this.#forget();
      const buffer = Buffer.alloc(size - this.#readBytes);
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, this.#readBytes);
      this.#readBytes += bytesRead;
      this.#take(buffer.subarray(0, bytesRead));
    } finally {
      await handle.close();
    }
  }

  /** A line that is not ended yet waits for its rest. */
  #take(bytes: Buffer): void {
    const text = Buffer.concat([this.#rest, bytes]);
    const end = text.lastIndexOf('\n') + 1;
    this.#rest = text.subarray(end);
    const lines = text.toString('utf8', 0, end).split('\n');
    this.#events = [...this.#events, ...lines.flatMap((line) => parseEvent(line) ?? [])];
  }

  #forget(): void {
    this.#events = [];
    this.#readBytes = 0;
    this.#rest = Buffer.alloc(0);
  }
}
