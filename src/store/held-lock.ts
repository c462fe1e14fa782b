import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import lockfile from 'proper-lockfile';
import { UserError } from '../core/user-error.js';
import { isSameOwner, ownerFile, ownerInWords, readOwner, thisOwner, type StudyOwner } from './study-owner.js';

/** A lock whose owner shows no sign of life for this long is taken over, unless the owner is known to live. */
export const STALE_AFTER_MS = 30_000;
const HEARTBEAT_MS = 5000;

/** `regaining`: the folder was away, or this process was stopped, and nobody else has the study yet. */
type Hold =
  | { readonly kind: 'held'; readonly release: () => Promise<void> }
  | { readonly kind: 'regaining' }
  | { readonly kind: 'lost'; readonly reason: UserError }
  | { readonly kind: 'given-up' };

/** A study's lock in the hands of this process. One that is lost and that nobody else has is taken again. */
export class HeldLock implements AsyncDisposable {
  readonly #directory: string;
  readonly #onLost: (reason: UserError) => void;
  readonly #owner = thisOwner();
  #hold: Hold = { kind: 'given-up' };

  private constructor(directory: string, onLost: (reason: UserError) => void) {
    this.#directory = directory;
    this.#onLost = onLost;
  }

  /** Rejects with the code `ELOCKED` where another process has it. `onLost` is called once, when another process has taken it over. */
  static async take(directory: string, onLost: (reason: UserError) => void): Promise<HeldLock> {
    const lock = new HeldLock(directory, onLost);
    const release = await lock.#acquire();
    lock.#hold = { kind: 'held', release };
    try {
      await writeFile(ownerFile(directory), `${JSON.stringify(lock.#owner)}\n`);
    } catch (error) {
      await lock[Symbol.asyncDispose]();
      throw error;
    }
    return lock;
  }

  /** Throws a UserError where another process has the study by now: nothing more may be written then. */
  demand(): void {
    if (this.#isOurs() && this.#newOwner() !== undefined) this.#lose();
    if (this.#hold.kind === 'lost') throw this.#hold.reason;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const former = this.#hold;
    this.#hold = { kind: 'given-up' };
    if (former.kind === 'held') await former.release().catch(() => undefined);
  }

  #acquire(): Promise<() => Promise<void>> {
    return lockfile.lock(this.#directory, {
      lockfilePath: lockFolder(this.#directory),
      stale: STALE_AFTER_MS,
      update: HEARTBEAT_MS,
      onCompromised: () => void this.#regain(),
    });
  }

  /** The own lock, where it is still there, has to grow stale first. */
  async #regain(): Promise<void> {
    if (this.#hold.kind !== 'held') return;
    this.#hold = { kind: 'regaining' };
    while (this.#isOurs()) {
      if (this.#newOwner() !== undefined) {
        this.#lose();
        return;
      }
      const release = await this.#acquire().catch(() => undefined);
      // Another one may have come and gone meanwhile, or nobody needs it any more.
      if (release !== undefined && this.#isOurs() && this.#newOwner() === undefined) {
        this.#hold = { kind: 'held', release };
        return;
      }
      await release?.().catch(() => undefined);
      await delay(HEARTBEAT_MS, undefined, { ref: false });
    }
  }

  #isOurs(): boolean {
    return this.#hold.kind === 'held' || this.#hold.kind === 'regaining';
  }

  #newOwner(): StudyOwner | undefined {
    const owner = readOwner(this.#directory);
    return owner === undefined || isSameOwner(owner, this.#owner) ? undefined : owner;
  }

  #lose(): void {
    const reason = new UserError(
      `The study ${this.#directory} was taken over by ${ownerInWords(this.#newOwner())} while this process showed no sign of life. ` +
        'It is left to that one: this process has written nothing more, and ended the runs it had here; those in Slurm go on.',
    );
    this.#hold = { kind: 'lost', reason };
    this.#onLost(reason);
  }
}

/** A folder: making one is atomic on NFS too. Its modification time is the heartbeat. */
export function lockFolder(studyDirectory: string): string {
  return path.join(studyDirectory, 'lock');
}
