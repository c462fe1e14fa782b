const MINUTE_MS = 60_000;
const [HOUR_MS, DAY_MS] = [60 * MINUTE_MS, 24 * 60 * MINUTE_MS];

/**
 * A span of time as `sbatch --time` takes it and `squeue` prints it: `90` (minutes), `3:04`, `02:03:04`, `1-02`, `1-02:03`,
 * `1-02:03:04`. Undefined for `UNLIMITED` and what is no time.
 */
export function slurmTimeMs(text: string): number | undefined {
  const [, withDays, hours, minutes = 0, seconds = 0] = /^(\d+)-(\d+)(?::(\d+))?(?::(\d+))?$/.exec(text) ?? [];
  if (withDays !== undefined) return Number(withDays) * DAY_MS + spanMs(hours, minutes, seconds);
  const parts = /^\d+(?::\d+){0,2}$/.test(text) ? text.split(':') : [];
  if (parts.length === 1) return spanMs(0, parts[0], 0);
  if (parts.length === 2) return spanMs(0, parts[0], parts[1]);
  return parts.length === 3 ? spanMs(parts[0], parts[1], parts[2]) : undefined;
}

type Count = string | number | undefined;

function spanMs(hours: Count, minutes: Count, seconds: Count): number {
  return Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds) * 1000;
}
