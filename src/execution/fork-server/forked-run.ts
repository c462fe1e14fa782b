import { failure, success, type Result } from '../../core/result.js';
import type { ProcessExit } from '../process/start-process.js';

/** A request that no fork can serve, or that met no living server: a process of its own does. */
export interface Refused {
  readonly reason: string;
}

/** A run that a server was asked for: first it has a process or is refused, later it ends. */
export class ForkedRun {
  readonly pid: Promise<Result<number, Refused>>;
  readonly exit: Promise<ProcessExit>;
  #settlePid: (answer: Result<number, Refused>) => void = () => undefined;
  #settleExit: (exit: ProcessExit) => void = () => undefined;

  constructor() {
    this.pid = new Promise((resolve) => {
      this.#settlePid = resolve;
    });
    this.exit = new Promise((resolve) => {
      this.#settleExit = resolve;
    });
  }

  start(pid: number): void {
    this.#settlePid(success(pid));
  }

  refuse(reason: string): void {
    this.#settlePid(failure({ reason }));
  }

  end(exit: ProcessExit): void {
    this.#settleExit(exit);
  }

  /** The server is gone, and with it every process that it had forked. */
  lose(): void {
    this.refuse('the fork server is gone');
    this.end({ kind: 'server-lost' });
  }
}
