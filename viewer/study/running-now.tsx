import { useEffect, useState, type ReactNode } from 'react';
import type { RunningRun } from '../../src/core/study-view.js';
import { formatDuration } from '../../src/reports/formats/format-duration.js';
import { hrefOf } from '../route.js';

const MOST_SHOWN = 8;

interface RunningNowProps {
  readonly study: string;
  readonly running: readonly RunningRun[];
}

/** The runs of a running study that are being executed, each a link to what it says. It has its room between runs too. */
export function RunningNow({ study, running }: RunningNowProps): ReactNode {
  const now = useNow(running.length > 0);
  const more = running.length - MOST_SHOWN;
  return (
    <section className="running-now" aria-label="Running now">
      <span className="quiet">Running now</span>
      <ul>
        {running.slice(0, MOST_SHOWN).map(({ trialId, seedIndex, startedAt }) => (
          <li key={`${trialId} ${seedIndex}`}>
            <a href={hrefOf({ page: 'run', study, trial: trialId, seed: seedIndex })}>
              {trialId}, seed {seedIndex}
            </a>{' '}
            <span className="quiet elapsed">{formatDuration(Math.max(0, now - Date.parse(startedAt)))}</span>
          </li>
        ))}
        {running.length === 0 && <li className="quiet">variants are prepared and checked</li>}
        {more > 0 && <li className="quiet">and {more} more</li>}
      </ul>
    </section>
  );
}

/** Milliseconds; moves on every second while something is to be timed. */
function useNow(isNeeded: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!isNeeded) return;
    const timer = setInterval(() => {
      setNow(Date.now());
    }, 1000);
    return () => {
      clearInterval(timer);
    };
  }, [isNeeded]);
  return now;
}
