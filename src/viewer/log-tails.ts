import path from 'node:path';
import { LOG_STREAMS, type LogTail } from '../core/study-view.js';
import type { FinishedRun } from '../store/finished-runs.js';
import { attemptDirectoryName } from '../store/study-folder.js';
import { insideStudy } from './inside-study.js';
import { readLogChunk } from './log-chunk.js';
import type { StudyFacts } from './study-facts.js';

/** Of each stream of each run. */
const MOST_LINES = 200;
const READ_BYTES = 64 * 1024;
/** Of all together: a file that can be sent by mail. */
const MOST_CHARACTERS = 5_000_000;

/** The ends of the logs of all runs that ended, those of failed runs first; what no longer fits is counted. */
export async function logTails(
  directory: string,
  { sketch, finished }: StudyFacts,
): Promise<{ readonly logs: readonly LogTail[]; readonly runsWithoutLog: number }> {
  const runs = sketch.runs.flatMap((run) => {
    const work = finished.get(run.identity);
    return work === undefined ? [] : [{ run, work }];
  });
  runs.sort((a, b) => Number(b.work.outcome.kind === 'failed') - Number(a.work.outcome.kind === 'failed'));
  const logs: LogTail[] = [];
  let [characters, runsWithoutLog] = [0, 0];
  for (const { run, work } of runs) {
    const { trialId, seedIndex } = run;
    const tails = characters < MOST_CHARACTERS ? await tailsOf(directory, work) : undefined;
    if (tails === undefined) runsWithoutLog += 1;
    for (const tail of tails ?? []) {
      logs.push({ trialId, seedIndex, ...tail });
      characters += tail.lines.reduce((sum, line) => sum + line.length, 0);
    }
  }
  return { logs, runsWithoutLog };
}

async function tailsOf(
  directory: string,
  { run, outcome }: FinishedRun,
): Promise<Omit<LogTail, 'trialId' | 'seedIndex'>[]> {
  const place = attemptDirectoryName(run, outcome.attempt);
  return Promise.all(
    LOG_STREAMS.map(async (stream) => {
      const file = await insideStudy(directory, path.posix.join(place, `${stream}.log`));
      if (file === undefined) return { stream, lines: [], isCut: false };
      const { lines, unfinished, from } = await readLogChunk(file, -READ_BYTES);
      const all = unfinished === '' ? lines : [...lines, unfinished];
      return { stream, lines: all.slice(-MOST_LINES), isCut: from > 0 || all.length > MOST_LINES };
    }),
  );
}
