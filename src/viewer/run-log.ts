import { createReadStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { LogChunk, LogStream } from '../core/study-view.js';
import { attemptDirectoryName } from '../store/study-folder.js';
import { insideStudy } from './inside-study.js';
import { readLogChunk } from './log-chunk.js';
import { lastAttempt } from './running-runs.js';
import type { StudyFacts } from './study-facts.js';

/** Where a run's last attempt lies, relative to the study's folder, and whether it has ended. */
export interface RunPlace {
  readonly directory: string;
  readonly hasEnded: boolean;
}

/** Undefined where the study has no such run, or it has not started. */
export async function runPlace(
  studyDirectory: string,
  { sketch, finished }: StudyFacts,
  trialId: string,
  seedIndex: number,
): Promise<RunPlace | undefined> {
  const run = sketch.runs.find((planned) => planned.trialId === trialId && planned.seedIndex === seedIndex);
  if (run === undefined) return undefined;
  const work = finished.get(run.identity);
  const ended = work === undefined ? undefined : attemptDirectoryName(work.run, work.outcome.attempt);
  const latest = work?.outcome.kind === 'completed' ? ended : ((await lastAttempt(studyDirectory, run)) ?? ended);
  return latest === undefined ? undefined : { directory: latest, hasEnded: latest === ended };
}

/** A piece of what a run said; an empty one where it has said nothing. */
export async function runLog(
  studyDirectory: string,
  place: RunPlace,
  stream: LogStream,
  from: number,
): Promise<LogChunk> {
  const file = await insideStudy(studyDirectory, path.posix.join(place.directory, `${stream}.log`));
  const nothing = { from: 0, to: 0, size: 0, lines: [], unfinished: '' };
  return { ...(file === undefined ? nothing : await readLogChunk(file, from)), hasEnded: place.hasEnded };
}

/** The whole log, as it lies there. */
export async function rawLog(studyDirectory: string, place: RunPlace, stream: LogStream): Promise<Response> {
  const file = await insideStudy(studyDirectory, path.posix.join(place.directory, `${stream}.log`));
  const body = file === undefined ? '' : (Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>);
  return new Response(body, { headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
}
