/** Three signs of life of a task would have come. */
const SILENT_MS = 35_000;

interface Sign {
  readonly beats: number;
  readonly at: number;
}

/** The last signs of life that tasks gave. The time is ours: the clocks of nodes may differ. */
export class TaskSigns {
  readonly #last = new Map<string, Sign>();

  /** Takes in what a task has said so far; `beats` is another number at each sign of life. */
  note(taskId: string, beats: number): void {
    if (this.#last.get(taskId)?.beats !== beats) this.#last.set(taskId, { beats, at: performance.now() });
  }

  isSilent(taskId: string): boolean {
    const last = this.#last.get(taskId);
    return last !== undefined && performance.now() - last.at > SILENT_MS;
  }
}
