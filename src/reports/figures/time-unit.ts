/** What a time is told in. */
export interface TimeUnit {
  readonly name: string;
  readonly ms: number;
}

const DAYS: TimeUnit = { name: 'days', ms: 24 * 3_600_000 };
const SHORTER: readonly TimeUnit[] = [
  { name: 'seconds', ms: 1000 },
  { name: 'minutes', ms: 60_000 },
  { name: 'hours', ms: 3_600_000 },
];

/** The smallest unit of which a time has at most 180; beyond the hours it is days. */
export function timeUnitFor(durationMs: number): TimeUnit {
  return SHORTER.find(({ ms }) => durationMs <= 180 * ms) ?? DAYS;
}
