import { Worker } from 'node:worker_threads';
import { unreachable } from '../core/unreachable.js';
import { UserError } from '../core/user-error.js';
import type { AnalystAnswer, AnalystQuestion } from './analyst-protocol.js';

/** Reports and figures of one study, made in a thread of its own. */
export class Analyst implements AsyncDisposable {
  readonly #workerData: { readonly id: string; readonly directory: string };
  readonly #waiting = new Map<number, PromiseWithResolvers>();
  /** By topic and metric: what a page that is opened again is given. */
  readonly #answers = new Map<string, { readonly revision: string; readonly json: Promise<string> }>();
  #worker: Worker | undefined;
  #asked = 0;

  constructor(id: string, directory: string) {
    this.#workerData = { id, directory };
  }

  /** The JSON text of what is asked for. Rejects with a UserError where the folder cannot be read as it is. */
  async ask(topic: AnalystQuestion['topic'], revision: string, metric: string | undefined): Promise<string> {
    const subject = JSON.stringify([topic, metric]);
    const known = this.#answers.get(subject);
    if (known?.revision === revision) return known.json;
    const json = this.#askWorker(topic, revision, metric);
    this.#answers.set(subject, { revision, json });
    // What could not be answered is asked again.
    json.catch(() => this.#answers.delete(subject));
    return json;
  }

  #askWorker(topic: AnalystQuestion['topic'], revision: string, metric: string | undefined): Promise<string> {
    this.#asked += 1;
    const question = { number: this.#asked, topic, revision, ...(metric === undefined ? {} : { metric }) };
    return new Promise((resolve, reject) => {
      this.#waiting.set(question.number, { resolve, reject });
      this.#started().postMessage(question satisfies AnalystQuestion);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker?.terminate();
  }

  #started(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(new URL('./analyst-worker.js', import.meta.url), { workerData: this.#workerData });
    worker.on('message', (answer: AnalystAnswer) => {
      this.#take(answer);
    });
    // Out of memory, say: the next question starts another one.
    worker.on('error', (error) => {
      this.#worker = undefined;
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    });
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #take(answer: AnalystAnswer): void {
    const waiting = this.#waiting.get(answer.number);
    this.#waiting.delete(answer.number);
    switch (answer.kind) {
      case 'answered':
        waiting?.resolve(answer.json);
        break;
      case 'refused':
        waiting?.reject(new UserError(answer.message));
        break;
      case 'failed':
        waiting?.reject(new Error(answer.stack));
        break;
      default:
        unreachable(answer);
    }
  }
}

interface PromiseWithResolvers {
  readonly resolve: (json: string) => void;
  readonly reject: (error: unknown) => void;
}
