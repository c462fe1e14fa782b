/** Headers by their lower-case names. */
export type Headers = Readonly<Record<string, string | undefined>>;

/** How long the provider asks to wait, milliseconds: `retry-after-ms`, or `retry-after` in seconds or as a date. */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const milliseconds = numberIn(headers['retry-after-ms']);
  if (milliseconds !== undefined) return Math.ceil(milliseconds);
  const written = headers['retry-after'];
  const seconds = numberIn(written);
  if (seconds !== undefined) return Math.ceil(seconds * 1000);
  const date = Date.parse(written ?? '');
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : undefined;
}
