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
  const stretches: number[][] = [];
  for (const event of events) {
    const at = Date.parse(event.at);
    const stretch = stretches.at(-1);
    if (event.type === 'study-started' || stretch === undefined) stretches.push([at]);
    else stretch.push(at);
  }
  const wallTimeMs = stretches.map(lengthOf).reduce((sum, ms) => sum + ms, 0);
  const first = events[0];
  const final = events.at(-1);
  if (first === undefined || final === undefined) return undefined;
  return { startedAt: first.at, endedAt: final.at, wallTimeMs };
}

/** Where the clock was put back meanwhile, what it went forward. One that was put forward cannot be told from a laptop that slept. */
function lengthOf(times: readonly number[]): number {
  const wholeMs = (times.at(-1) ?? 0) - (times[0] ?? 0);
  if (wholeMs >= 0) return wholeMs;
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? at));
  return gaps.reduce((sum, gapMs) => sum + Math.max(0, gapMs), 0);
}
