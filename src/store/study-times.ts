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

/** Adds up the stretches between a start of the study and the last thing that happened in it. */
export function studyTimes(log: readonly KeptEvent[]): StudyTimes | undefined {
  const events = ofTheStudy(log);
  let wallTimeMs = 0;
  let stretchStart: number | undefined;
  let last: number | undefined;
  for (const event of events) {
    const at = Date.parse(event.at);
    if (event.type === 'study-started') {
      if (stretchStart !== undefined && last !== undefined) wallTimeMs += last - stretchStart;
      stretchStart = at;
    }
    last = at;
  }
  const first = events[0];
  const final = events.at(-1);
  if (first === undefined || final === undefined) return undefined;
  if (stretchStart !== undefined && last !== undefined) wallTimeMs += last - stretchStart;
  return { startedAt: first.at, endedAt: final.at, wallTimeMs };
}
