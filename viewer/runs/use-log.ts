import { useEffect, useState } from 'react';
import type { LogStream } from '../../src/core/study-view.js';
import type { DataSource, RunKey } from '../data/data-source.js';

/** What is known of a log; it grows while its run goes on. */
export interface ShownLog {
  readonly lines: readonly string[];
  readonly unfinished: string;
  /** Whether there is more before the first line. */
  readonly isCut: boolean;
  readonly state: 'reading' | 'following' | 'ended' | 'absent' | 'out-of-reach';
}

/** Read at first, from the end. */
const FIRST_BYTES = 64 * 1024;
/** A page with more lines than these becomes slow; the whole log has an address of its own. */
const MOST_LINES = 5000;
const PAUSE_MS = 1000;

const NOTHING: ShownLog = { lines: [], unfinished: '', isCut: false, state: 'reading' };

/** Reads the end of a log, and goes on reading while the run does. */
export function useLog(source: DataSource, run: RunKey, stream: LogStream): ShownLog {
  const [log, setLog] = useState(NOTHING);
  const { study, trial, seed } = run;
  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async (from: number): Promise<void> => {
      const chunk = await source.log({ study, trial, seed }, stream, from, abort.signal);
      if (chunk === undefined) {
        setLog({ ...NOTHING, state: 'absent' });
        return;
      }
      const hasMore = chunk.to < chunk.size && chunk.to > from && from >= 0;
      const hasEnded = chunk.hasEnded && !hasMore;
      setLog((former) => ({
        lines: [...former.lines, ...chunk.lines].slice(-MOST_LINES),
        unfinished: chunk.unfinished,
        isCut: former.isCut || (from < 0 && chunk.from > 0) || former.lines.length + chunk.lines.length > MOST_LINES,
        state: hasEnded ? 'ended' : 'following',
      }));
      if (!hasEnded) next(chunk.to, hasMore ? 0 : PAUSE_MS);
    };
    const next = (from: number, pauseMs: number): void => {
      timer = setTimeout(() => {
        read(from).catch((error: unknown) => {
          if (abort.signal.aborted) return;
          setLog((former) => ({ ...former, state: 'out-of-reach' }));
          if (error instanceof TypeError) next(from, 5 * PAUSE_MS);
        });
      }, pauseMs);
    };
    setLog(NOTHING);
    next(-FIRST_BYTES, 0);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [source, study, trial, seed, stream]);
  return log;
}
