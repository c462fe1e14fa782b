import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { replaceFileSync } from '../../core/replace-file.js';
import { removeWorkspace } from '../workspace/remove-workspace.js';
import { isWorkspaceName } from '../workspace/workspace-name.js';
import { endAll } from './end-processes.js';
import { readStartTicks } from './process-table.js';
import { RunProcesses } from './run-processes.js';

const RECORD_FILE = 'process.json';

/** What is left in the run's folder for the case that the controller dies before the run. */
interface ProcessRecord {
  readonly runId: string;
  readonly host: string;
  /** A pid means nothing after the next boot. */
  readonly bootId: string;
  /** Absent while the process is being started: then only the mark in the environment tells. */
  readonly pid?: number;
  readonly startTicks?: number;
  readonly workspaceDirectory: string;
}

/** The attempt that a process was started for. */
export interface RecordedAttempt {
  readonly runId: string;
  readonly runDirectory: string;
  readonly workspaceDirectory: string;
}

/**
 * Notes in the run's folder which process an attempt runs as: once before it is started, without a pid,
 * so that there is no moment in which our death would leave it unknown, and once after. Throws where the
 * folder cannot be written.
 */
export function recordProcess(attempt: RecordedAttempt, pid: number | undefined): void {
  const startTicks = pid === undefined ? undefined : readStartTicks(pid);
  const record: ProcessRecord = {
    runId: attempt.runId,
    host: hostname(),
    bootId: readBootId(),
    workspaceDirectory: attempt.workspaceDirectory,
    ...(pid === undefined ? {} : { pid }),
    ...(startTicks === undefined ? {} : { startTicks }),
  };
  const file = path.join(attempt.runDirectory, RECORD_FILE);
  replaceFileSync(file, `${JSON.stringify(record)}\n`);
}

/**
 * Ends what is left of an attempt whose controller died (kill -9, a crash of this program) and removes
 * its working copy: call it at resume for every run folder without an outcome. Returns how many processes
 * were ended. Processes on another host, or from before the last boot, are none of ours.
 */
export async function endOrphans(runDirectory: string): Promise<number> {
  const record = await readRecord(runDirectory);
  if (record?.host !== hostname()) return 0;
  const found = record.bootId === readBootId() ? await endProcesses(record) : 0;
  if (isWorkspaceName(path.basename(record.workspaceDirectory))) await removeWorkspace(record.workspaceDirectory);
  return found;
}

async function endProcesses(record: ProcessRecord): Promise<number> {
  // A recycled pid belongs to somebody else: then only the mark in the environment tells.
  const isSameProcess =
    record.pid !== undefined && record.startTicks !== undefined && readStartTicks(record.pid) === record.startTicks;
  const processes = new RunProcesses(isSameProcess ? record.pid : undefined, record.startTicks ?? 0, record.runId);
  const found = processes.living().length;
  if (found > 0) await endAll(processes);
  return found;
}

async function readRecord(runDirectory: string): Promise<ProcessRecord | undefined> {
  try {
    return JSON.parse(await readFile(path.join(runDirectory, RECORD_FILE), 'utf8')) as ProcessRecord;
  } catch {
    return undefined;
  }
}

function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}
