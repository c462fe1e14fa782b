import type { KeptEvent } from '../core/event.js';

export interface StudyTimes {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt: string;
  /** Time the study was being run, pauses between an interruption and its continuation left out. */
  readonly wallTimeMs: number;
}

/** Without what is done with a study that has ended, such as a commentary on it. */
function ofTheStudy(events: readonly KeptEvent[]): readonly KeptEvent[] {
  let isGoingOn = true;
  return events.filter(({ type }) => {
    if (type === 'study-started') isGoingOn = true;
    const counts = isGoingOn;
    if (type === 'study-ended') isGoingOn = false;
    return counts;
  });
}

/** Two things that happened at about the same time may be written down the other way round. */
const CLOCK_PUT_BACK_MS = 30_000;

/**
 * Adds up the times between two things that happened, but for those before a start. A clock that was put back in between counts as no
 * time; one that was put forward cannot be told from a laptop that slept.
 */
export function studyTimes(log: readonly KeptEvent[]): StudyTimes | undefined {
  const events = ofTheStudy(log);
  let wallTimeMs = 0;
  let last: number | undefined;
  for (const event of events) {
    const at = Date.parse(event.at);
    const gapMs = last === undefined || event.type === 'study-started' ? 0 : at - last;
    if (gapMs > -CLOCK_PUT_BACK_MS) wallTimeMs += gapMs;
    last = at;
  }
  const first = events[0];
  const final = events.at(-1);
  if (first === undefined || final === undefined) return undefined;
  return { startedAt: first.at, endedAt: final.at, wallTimeMs };
}
