import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import lockfile from 'proper-lockfile';
import { UserError } from '../core/user-error.js';
import { isSameOwner, lifeOf, ownerFile, readOwner, thisOwner, type StudyOwner } from './study-owner.js';

/** A lock whose owner shows no sign of life for this long is taken over, unless the owner is known to live. */
const STALE_AFTER_MS = 30_000;
const HEARTBEAT_MS = 5000;

/** The right to write into a study's folder. */
export interface StudyLock extends AsyncDisposable {
  /** Throws a UserError where another process has the study by now: nothing more may be written then. */
  demand(): void;
}

/**
 * One controller per study. The lock is a folder (atomic on NFS too) whose modification time is the heartbeat; `lock.json` beside it
 * names the owner. A lock that was lost and that nobody else has is taken again; `onLost` is called once where another process has it.
 * Throws a UserError naming the owner.
 */
export async function lockStudy(studyDirectory: string, onLost: (reason: UserError) => void): Promise<StudyLock> {
  const owner = readOwner(studyDirectory);
  const life = owner === undefined ? 'unknown' : lifeOf(owner);
  // After kill -9 nobody should wait for the heartbeat to go stale.
  if (life === 'dead') await rm(lockFolder(studyDirectory), { recursive: true, force: true });
  // One that is stopped shows no sign of life, and goes on when it is continued.
  const isHeld = (life === 'lives' || life === 'stopped') && existsSync(lockFolder(studyDirectory));
  if (isHeld) throw runByAnother(studyDirectory);
  const lock = new HeldLock(studyDirectory, onLost);
  await lock.take().catch((error: unknown) => {
    throw error instanceof Error && 'code' in error && error.code === 'ELOCKED' ? runByAnother(studyDirectory) : error;
  });
  return lock;
}

/**
 * Whether somebody works on a study: its lock shows signs of life, or its owner, where that is on this host, lives.
 * Reads only.
 */
export async function isStudyLocked(studyDirectory: string): Promise<boolean> {
  const owner = readOwner(studyDirectory);
  const life = owner === undefined ? 'unknown' : lifeOf(owner);
  if (life === 'dead') return false;
  if (life !== 'unknown') return existsSync(lockFolder(studyDirectory));
  const options = { lockfilePath: lockFolder(studyDirectory), stale: STALE_AFTER_MS };
  return lockfile.check(studyDirectory, options).catch(() => false);
}

class HeldLock implements StudyLock {
  readonly #directory: string;
  readonly #onLost: (reason: UserError) => void;
  readonly #owner = thisOwner();
  #release: () => Promise<void> = () => Promise.resolve();
  #isGivenUp = false;
  #lost: UserError | undefined;

  constructor(directory: string, onLost: (reason: UserError) => void) {
    this.#directory = directory;
    this.#onLost = onLost;
  }

  async take(): Promise<void> {
    this.#release = await this.#acquire();
    await writeFile(ownerFile(this.#directory), `${JSON.stringify(this.#owner)}\n`);
  }

  demand(): void {
    if (this.#lost === undefined && this.#newOwner() !== undefined) this.#lose();
    if (this.#lost !== undefined) throw this.#lost;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isGivenUp = true;
    await this.#release().catch(() => undefined);
  }

  #acquire(): Promise<() => Promise<void>> {
    return lockfile.lock(this.#directory, {
      lockfilePath: lockFolder(this.#directory),
      stale: STALE_AFTER_MS,
      update: HEARTBEAT_MS,
      onCompromised: () => void this.#regain(),
    });
  }

  /** The folder was away, or this process was stopped. The own lock, where it is still there, has to grow stale first. */
  async #regain(): Promise<void> {
    while (this.#isToBeHad()) {
      const release = await this.#acquire().catch(() => undefined);
      if (release !== undefined) {
        this.#release = release;
        if (this.#isToBeHad()) return;
        // Another one has come and gone meanwhile.
        await release().catch(() => undefined);
      }
      await delay(HEARTBEAT_MS, undefined, { ref: false });
    }
    if (!this.#isGivenUp && this.#lost === undefined) this.#lose();
  }

  #isToBeHad(): boolean {
    return !this.#isGivenUp && this.#newOwner() === undefined;
  }

  #newOwner(): StudyOwner | undefined {
    const owner = readOwner(this.#directory);
    return owner === undefined || isSameOwner(owner, this.#owner) ? undefined : owner;
  }

  #lose(): void {
    this.#lost = new UserError(
      `The study ${this.#directory} was taken over by ${inWords(this.#newOwner())} while this process showed no sign of life. ` +
        'It is left to that one: this process has written nothing more, and ended the runs it had here; those in Slurm go on.',
    );
    this.#onLost(this.#lost);
  }
}

function runByAnother(studyDirectory: string): UserError {
  const owner = readOwner(studyDirectory);
  const isStopped = owner !== undefined && lifeOf(owner) === 'stopped';
  const stopped = isStopped ? ' That process is stopped (Ctrl-Z); `fg` in its terminal continues it.' : '';
  return new UserError(
    `The study ${studyDirectory} is being run by ${inWords(owner)}.${stopped} Wait for it, stop it, or give this one its own folder ` +
      `with --out DIR. If that process is gone for certain, remove ${lockFolder(studyDirectory)}.`,
  );
}

function inWords(owner: StudyOwner | undefined): string {
  return owner === undefined ? 'another process' : `process ${owner.pid} on ${owner.host} (since ${owner.since})`;
}

function lockFolder(studyDirectory: string): string {
  return path.join(studyDirectory, 'lock');
}
