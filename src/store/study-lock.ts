import { rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import lockfile from 'proper-lockfile';
import { readRegularFile } from '../core/read-regular-file.js';
import { UserError } from '../core/user-error.js';

/** A lock whose owner shows no sign of life for this long is taken over. */
const STALE_AFTER_MS = 30_000;
const HEARTBEAT_MS = 5000;

/**
 * One controller per study. The lock is a folder (atomic on NFS too) whose modification time is the
 * heartbeat; `lock.json` beside it names host and pid for people. Throws a UserError naming the owner.
 */
export async function lockStudy(studyDirectory: string, onLost: (message: string) => void): Promise<AsyncDisposable> {
  const ownerFile = path.join(studyDirectory, 'lock.json');
  await breakLockOfDeadProcess(studyDirectory, ownerFile);
  const release = await lockfile
    .lock(studyDirectory, {
      lockfilePath: path.join(studyDirectory, 'lock'),
      stale: STALE_AFTER_MS,
      update: HEARTBEAT_MS,
      onCompromised: (error) => {
        onLost(
          `The lock of ${studyDirectory} was lost (${error.message}); another process may be writing to the study.`,
        );
      },
    })
    .catch(async (error: unknown) => {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'ELOCKED') throw error;
      const owner = await readOwner(ownerFile);
      const who =
        owner === undefined ? 'another process' : `process ${owner.pid} on ${owner.host} (since ${owner.since})`;
      throw new UserError(
        `The study ${studyDirectory} is being run by ${who}. Wait for it, stop it, or give this one its own folder with --out DIR. ` +
          `If that process is gone for certain, remove ${path.join(studyDirectory, 'lock')}.`,
      );
    });
  const owner: Owner = { host: hostname(), pid: process.pid, since: new Date().toISOString() };
  await writeFile(ownerFile, `${JSON.stringify(owner)}\n`);
  return {
    async [Symbol.asyncDispose]() {
      await release().catch(() => undefined);
    },
  };
}

/**
 * Whether somebody works on a study: its lock shows signs of life, and its owner, where that is on this host, lives.
 * Reads only.
 */
export async function isStudyLocked(studyDirectory: string): Promise<boolean> {
  const owner = await readOwner(path.join(studyDirectory, 'lock.json'));
  if (owner?.host === hostname() && !isAlive(owner.pid)) return false;
  const options = { lockfilePath: path.join(studyDirectory, 'lock'), stale: STALE_AFTER_MS };
  return lockfile.check(studyDirectory, options).catch(() => false);
}

interface Owner {
  readonly host: string;
  readonly pid: number;
  readonly since: string;
}

/** After kill -9 nobody should wait for the heartbeat to go stale: on this host the pid tells at once. */
async function breakLockOfDeadProcess(studyDirectory: string, ownerFile: string): Promise<void> {
  const owner = await readOwner(ownerFile);
  if (owner?.host !== hostname() || owner.pid === process.pid || isAlive(owner.pid)) return;
  const options = { lockfilePath: path.join(studyDirectory, 'lock'), stale: STALE_AFTER_MS };
  if (await lockfile.check(studyDirectory, options).catch(() => false)) {
    await rm(options.lockfilePath, { recursive: true, force: true });
  }
}

async function readOwner(file: string): Promise<Owner | undefined> {
  try {
    return JSON.parse((await readRegularFile(file)) ?? '') as Owner;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
