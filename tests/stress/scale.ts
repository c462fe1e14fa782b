/** `npm run test:stress` is the whole of it; CI runs a short form. */
export const IS_WHOLE = process.env.ABLATIONMAGE_STRESS === 'whole';

/** So many in the whole test, so many in CI. */
export function scaled(whole: number, short: number): number {
  return IS_WHOLE ? whole : short;
}

/** Numbers in [0, 1) that come again with the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
