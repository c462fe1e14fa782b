import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import lockfile from 'proper-lockfile';
import { hasCode } from '../core/error-code.js';
import { UserError } from '../core/user-error.js';
import { HeldLock, lockFolder, STALE_AFTER_MS } from './held-lock.js';
import { lifeOf, ownerInWords, readOwner } from './study-owner.js';

/** The right to write into a study's folder. */
export type StudyLock = Pick<HeldLock, 'demand' | typeof Symbol.asyncDispose>;

/**
 * One controller per study; `lock.json` beside the lock names it. `onLost` is called once, where another process has taken the study
 * over. Throws a UserError naming the owner.
 */
export async function lockStudy(studyDirectory: string, onLost: (reason: UserError) => void): Promise<StudyLock> {
  const owner = readOwner(studyDirectory);
  const life = owner === undefined ? 'unknown' : lifeOf(owner);
  // After kill -9 nobody should wait for the heartbeat to go stale.
  if (life === 'dead') await rm(lockFolder(studyDirectory), { recursive: true, force: true });
  // One that is stopped shows no sign of life, and goes on when it is continued.
  const isHeld = (life === 'lives' || life === 'stopped') && existsSync(lockFolder(studyDirectory));
  if (isHeld) throw runByAnother(studyDirectory);
  return HeldLock.take(studyDirectory, onLost).catch((error: unknown) => {
    throw hasCode(error, 'ELOCKED') ? runByAnother(studyDirectory) : error;
  });
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

function runByAnother(studyDirectory: string): UserError {
  const owner = readOwner(studyDirectory);
  const isStopped = owner !== undefined && lifeOf(owner) === 'stopped';
  const stopped = isStopped ? ' That process is stopped (Ctrl-Z); `fg` in its terminal continues it.' : '';
  return new UserError(
    `The study ${studyDirectory} is being run by ${ownerInWords(owner)}.${stopped} Wait for it, stop it, or give this one its own folder ` +
      `with --out DIR. If that process is gone for certain, remove ${lockFolder(studyDirectory)}.`,
  );
}
