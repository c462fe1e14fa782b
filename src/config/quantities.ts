import { UserError } from '../core/user-error.js';

const millisecondsPer: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const bytesPer: Readonly<Record<string, number>> = { K: 1024, M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4 };

/** `90s`, `30m`, `1.5h`; a bare number is seconds. Milliseconds. */
export function parseDuration(text: string, origin: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)?$/.exec(text.trim());
  const milliseconds = Number(match?.[1]) * (millisecondsPer[match?.[2] ?? 's'] ?? Number.NaN);
  if (match === null || !(milliseconds > 0)) {
    throw new UserError(`${origin}: "${text}" is not a duration. Say 90s, 30m or 2h.`);
  }
  return milliseconds;
}

/** `500M`, `4G`, `4GB`, `2GiB`; a bare number is bytes. Powers of 1024. */
export function parseBytes(text: string, origin: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([KMGT])?(?:i?B)?$/i.exec(text.trim());
  const bytes = Math.round(
    Number(match?.[1]) * (match?.[2] === undefined ? 1 : (bytesPer[match[2].toUpperCase()] ?? 1)),
  );
  if (match === null || !(bytes > 0)) {
    throw new UserError(`${origin}: "${text}" is not an amount of memory. Say 500M or 4G.`);
  }
  return bytes;
}

/** Far beyond what anybody trains; a slip of the finger must not plan a billion runs. */
const MOST_SEEDS = 10_000;

/** `5` means the indices 0 to 4; `0,1,7` means these; `7,` means the one index 7. */
export function parseSeeds(text: string, origin: string): number[] {
  if (/^\d+$/.test(text.trim())) return seedCount(Number(text), origin);
  const parts = text.replace(/,\s*$/, '').split(',');
  const indices = parts.map((part) => (/^\s*\d{1,9}\s*$/.test(part) ? Number(part) : Number.NaN));
  if (indices.some((index) => Number.isNaN(index)) || new Set(indices).size !== indices.length) {
    throw new UserError(`${origin}: "${text}" is neither a number of seeds (5) nor a list of seed indices (0,1,7).`);
  }
  return indices;
}

/** The first `count` seed indices. */
export function seedCount(count: number, origin: string): number[] {
  if (!Number.isInteger(count) || count < 1) throw new UserError(`${origin}: at least one seed is needed.`);
  if (count > MOST_SEEDS)
    throw new UserError(`${origin}: ${count} seeds are more than the ${MOST_SEEDS} that can be planned.`);
  return Array.from({ length: count }, (_, index) => index);
}
