import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hasCode } from '../../core/error-code.js';
import { replaceFileSync } from '../../core/replace-file.js';
import { writeOnce } from './write-once.js';
import type { Batch, BatchManifest } from './batch.js';

/** Below a study's folder: one folder per batch. */
export const SLURM_FOLDER = 'slurm';

/** Who has the claim of a run that nobody is to take: the study does not want it any more. */
export const WITHDRAWN = 'withdrawn';

/** Who took a run of a batch. */
export interface Claim {
  /** `123_4`, or `WITHDRAWN`. */
  readonly taskId: string;
  /** Milliseconds since 1970, by the node's clock. */
  readonly at: number;
}

/** What a task says of itself. */
export interface TaskReport {
  readonly taskId: string;
  readonly node: string;
  readonly startedAt: number;
  /** When Slurm ends it; absent where nobody told. Milliseconds since 1970. */
  readonly endsAt?: number;
  /** Slurm told it to end. Milliseconds since 1970. */
  readonly toldToEndAt?: number;
  /** It has ended by itself, with or without its runs. Milliseconds since 1970. */
  readonly endedAt?: number;
  /** When it said this. Milliseconds since 1970. */
  readonly saidAt: number;
  /** Another number at each sign of life. */
  readonly beats: number;
}

/** The folder of a new batch. Its name begins with the time, so that they lie in order. */
export function nameBatch(studyDirectory: string, key: string): string {
  const time = new Date()
    .toISOString()
    .replaceAll(/[^\dT]/g, '')
    .slice(0, 15);
  return path.join(studyDirectory, SLURM_FOLDER, `${time}-${key}`);
}

/** Makes the folder of a batch and writes down what it is; what there is already of the same batch stays. */
export function createBatch(directory: string, manifest: BatchManifest): Batch {
  for (const folder of ['claims', 'ended', 'tasks', 'logs'])
    mkdirSync(path.join(directory, folder), { recursive: true });
  replaceFileSync(manifestFile(directory), `${JSON.stringify(manifest)}\n`);
  return { directory, manifest };
}

/** Throws where the folder is none of a batch. */
export function readBatch(directory: string): Batch {
  return { directory, manifest: JSON.parse(readFileSync(manifestFile(directory), 'utf8')) as BatchManifest };
}

/** Those of the study's own runs. */
export function readOpenBatchesOfRuns(studyDirectory: string): Batch[] {
  return readOpenBatches(studyDirectory).filter(({ manifest }) => manifest.kind === 'kept');
}

/** Batches of a study whose runs have not all come to an end yet, the oldest first; short jobs too. */
export function readOpenBatches(studyDirectory: string): Batch[] {
  const root = path.join(studyDirectory, SLURM_FOLDER);
  return listing(root)
    .map((name) => path.join(root, name))
    .filter((directory) => existsSync(manifestFile(directory)) && !isClosed({ directory }))
    .sort()
    .map((directory) => readBatch(directory));
}

export function isClosed({ directory }: Pick<Batch, 'directory'>): boolean {
  return existsSync(path.join(directory, 'closed'));
}

/** Nobody looks at it any more. */
export function closeBatch({ directory }: Batch): void {
  writeFileSync(path.join(directory, 'closed'), '');
}

/** Takes a run for a task: true for exactly one who asks. */
export function claimRun({ directory }: Batch, position: number, taskId: string): boolean {
  const claim: Claim = { taskId, at: Date.now() };
  return writeOnce(path.join(directory, 'claims', String(position)), JSON.stringify(claim), taskId);
}

/** Positions of runs that somebody took. Throws where that cannot be read. */
export function claimedRuns({ directory }: Batch): Set<number> {
  return positionsIn(path.join(directory, 'claims'));
}

/** Undefined where nobody took it, or where it cannot be read yet. */
export function readClaim({ directory }: Batch, position: number): Claim | undefined {
  return readJson(path.join(directory, 'claims', String(position))) as Claim | undefined;
}

/** Says that a run has its outcome in its own folder. */
export function markEnded({ directory }: Batch, position: number): void {
  writeFileSync(path.join(directory, 'ended', String(position)), '');
}

/** Positions of runs that have their outcome. Throws where that cannot be read. */
export function endedRuns({ directory }: Batch): Set<number> {
  return positionsIn(path.join(directory, 'ended'));
}

export function reportTask({ directory }: Batch, report: TaskReport): void {
  replaceFileSync(path.join(directory, 'tasks', report.taskId), JSON.stringify(report));
}

export function readTask({ directory }: Batch, taskId: string): TaskReport | undefined {
  return readJson(path.join(directory, 'tasks', taskId)) as TaskReport | undefined;
}

/** The jobs that were submitted for a batch, in order. */
export function readJobs({ directory }: Batch): string[] {
  const jobs = readJson(jobsFile(directory));
  return Array.isArray(jobs) ? jobs.filter((job) => typeof job === 'string') : [];
}

export function writeJobs({ directory }: Batch, jobIds: readonly string[]): void {
  replaceFileSync(jobsFile(directory), JSON.stringify(jobIds));
}

function manifestFile(directory: string): string {
  return path.join(directory, 'manifest.json');
}

function jobsFile(directory: string): string {
  return path.join(directory, 'jobs.json');
}

/** Throws where the folder cannot be read, which every batch has: else all its runs would seem to be nobody's. */
function positionsIn(folder: string): Set<number> {
  return new Set(
    readdirSync(folder)
      .filter((name) => /^\d+$/.test(name))
      .map(Number),
  );
}

/** A study of which nothing was submitted has no such folder. */
function listing(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readText(file) ?? '');
  } catch {
    return undefined;
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
