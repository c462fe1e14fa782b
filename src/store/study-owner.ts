import { hostname } from 'node:os';
import path from 'node:path';
import { hasCode } from '../core/error-code.js';
import { readProcessStat } from '../core/process-stat.js';
import { readOneOfMany } from '../core/read-regular-file.js';

/** The process that works on a study: what `lock.json` says, for people and for processes of the same host. */
export interface StudyOwner {
  readonly host: string;
  readonly pid: number;
  /** ISO 8601. */
  readonly since: string;
  /** In clock ticks since boot, which tells it from a later process of the same number; absent where no /proc tells. */
  readonly startTicks?: number;
}

/** `unknown`: on another host, or nobody tells; then only its signs of life do. */
export type OwnerLife = 'lives' | 'stopped' | 'dead' | 'unknown';

export function ownerFile(studyDirectory: string): string {
  return path.join(studyDirectory, 'lock.json');
}

/** This very process, as from now on. */
export function thisOwner(): StudyOwner {
  const startTicks = readProcessStat(process.pid)?.startTicks;
  const since = new Date().toISOString();
  return { host: hostname(), pid: process.pid, since, ...(startTicks === undefined ? {} : { startTicks }) };
}

/** Undefined where nobody ever worked on it, or where the file cannot be read. */
export function readOwner(studyDirectory: string): StudyOwner | undefined {
  try {
    const owner: unknown = JSON.parse(readOneOfMany(ownerFile(studyDirectory)) ?? '');
    return isOwner(owner) ? owner : undefined;
  } catch {
    return undefined;
  }
}

function isOwner(value: unknown): value is StudyOwner {
  if (typeof value !== 'object' || value === null) return false;
  const { host, pid, since } = value as Readonly<Record<string, unknown>>;
  return typeof host === 'string' && Number.isInteger(pid) && typeof since === 'string';
}

/** For a person who has to find it. */
export function ownerInWords(owner: StudyOwner | undefined): string {
  return owner === undefined ? 'another process' : `process ${owner.pid} on ${owner.host} (since ${owner.since})`;
}

export function isSameOwner(one: StudyOwner, other: StudyOwner): boolean {
  return one.host === other.host && one.pid === other.pid && one.since === other.since;
}

export function lifeOf({ host, pid, startTicks }: StudyOwner): OwnerLife {
  if (host !== hostname()) return 'unknown';
  const found = readProcessStat(pid);
  if (found === undefined) return mayExist(pid) ? 'unknown' : 'dead';
  // One that was killed and that its parent has not asked for yet.
  if (found.state === 'Z' || found.state === 'X') return 'dead';
  if (startTicks === undefined) return 'unknown';
  if (found.startTicks !== startTicks) return 'dead';
  return found.state === 'T' ? 'stopped' : 'lives';
}

/** Where /proc tells nothing: on other systems, or of other users' processes. */
function mayExist(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}
