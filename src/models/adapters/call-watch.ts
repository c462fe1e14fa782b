import type { ModelFailure } from '../model-failure.js';
import type { Fetch } from '../proxy.js';

/** One call's life: its signal aborts when the caller's does, or when no byte arrived for `idleMs`. */
export class CallWatch {
  readonly #controller = new AbortController();
  readonly #idleMs: number;
  readonly #outer: AbortSignal;
  readonly #timer: NodeJS.Timeout;
  #end: ModelFailure | undefined;
  #progress: 'not-asked' | 'asked' | 'answering' = 'not-asked';

  constructor(idleMs: number, outer: AbortSignal) {
    this.#idleMs = idleMs;
    this.#outer = outer;
    this.#timer = setTimeout(() => {
      this.#stop({ kind: 'stalled', idleMs });
    }, idleMs);
    outer.addEventListener('abort', this.#onAbort);
    if (outer.aborted) this.#onAbort();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Why the call was stopped from here; undefined while it was not. */
  get end(): ModelFailure | undefined {
    return this.#end;
  }

  /** How far the call came. */
  get progress(): 'not-asked' | 'asked' | 'answering' {
    return this.#progress;
  }

  /** A `fetch` whose every byte starts the idle time anew. */
  watched(fetch: Fetch): Fetch {
    return async (input, init) => {
      if (this.#progress === 'not-asked' && !this.#controller.signal.aborted) this.#progress = 'asked';
      const response = await fetch(input, init);
      this.#timer.refresh();
      if (response.body === null) return response;
      const heard = new TransformStream<Uint8Array, Uint8Array>({
        transform: (chunk, stream) => {
          this.#timer.refresh();
          if (response.ok) this.#progress = 'answering';
          stream.enqueue(chunk);
        },
      });
      const { status, statusText } = response;
      return new Response(response.body.pipeThrough(heard), { status, statusText, headers: [...response.headers] });
    };
  }

  /** To be called when the call is over. */
  release(): void {
    clearTimeout(this.#timer);
    this.#outer.removeEventListener('abort', this.#onAbort);
  }

  readonly #onAbort = (): void => {
    this.#stop({ kind: 'aborted' });
  };

  #stop(end: ModelFailure): void {
    this.#end ??= end;
    this.#controller.abort();
    clearTimeout(this.#timer);
  }
}
