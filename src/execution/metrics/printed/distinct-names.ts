import { wordParts } from './metric-words.js';

const PARTS_OF_DATA = new Set('train training val valid validation test testing dev eval evaluation'.split(' '));

/**
 * Where one line says one name twice, `train loss: 0.3, acc: 0.9 | val loss: 0.4, acc: 0.8`, each gets
 * the part of the data that was last named before it, provided that makes all of them distinct.
 */
export function withDistinctNames<Pair extends { readonly name: string }>(pairs: readonly Pair[]): readonly Pair[] {
  if (new Set(pairs.map((pair) => pair.name)).size === pairs.length) return pairs;
  let part: string | undefined;
  const renamed = pairs.map((pair) => {
    const own = wordParts(pair.name).find((word) => PARTS_OF_DATA.has(word));
    part = own ?? part;
    const isRepeated = pairs.some((other) => other !== pair && other.name === pair.name);
    return isRepeated && own === undefined && part !== undefined ? { ...pair, name: `${part}_${pair.name}` } : pair;
  });
  return new Set(renamed.map((pair) => pair.name)).size === pairs.length ? renamed : pairs;
}
