/** One step of an alignment: an element of both sides, or of one. */
export type Aligned<Item> =
  | { readonly kind: 'both'; readonly base: Item; readonly variant: Item }
  | { readonly kind: 'base'; readonly base: Item }
  | { readonly kind: 'variant'; readonly variant: Item };

/** Longest common subsequence of two lists by key; quadratic only in the part that differs. */
export function align<Item>(
  base: readonly Item[],
  variant: readonly Item[],
  key: (item: Item) => string,
): Aligned<Item>[] {
  let head = 0;
  while (head < base.length && head < variant.length && keyAt(base, head, key) === keyAt(variant, head, key)) head += 1;
  let tail = 0;
  const shortest = Math.min(base.length, variant.length) - head;
  while (
    tail < shortest &&
    keyAt(base, base.length - 1 - tail, key) === keyAt(variant, variant.length - 1 - tail, key)
  ) {
    tail += 1;
  }
  const pairUp = (start: number, offset: number, count: number): Aligned<Item>[] =>
    base.slice(start, start + count).flatMap((item, index) => {
      const other = variant[start + offset + index];
      return other === undefined ? [] : [{ kind: 'both' as const, base: item, variant: other }];
    });
  return [
    ...pairUp(0, 0, head),
    ...alignMiddle(base.slice(head, base.length - tail), variant.slice(head, variant.length - tail), key),
    ...pairUp(base.length - tail, variant.length - base.length, tail),
  ];
}

function alignMiddle<Item>(
  base: readonly Item[],
  variant: readonly Item[],
  key: (item: Item) => string,
): Aligned<Item>[] {
  const baseKeys = base.map(key);
  const variantKeys = variant.map(key);
  const longest = lengths(baseKeys, variantKeys);
  const steps: Aligned<Item>[] = [];
  let i = 0;
  let j = 0;
  while (i < base.length || j < variant.length) {
    const left = base[i];
    const right = variant[j];
    if (left !== undefined && right !== undefined && baseKeys[i] === variantKeys[j]) {
      steps.push({ kind: 'both', base: left, variant: right });
      i += 1;
      j += 1;
    } else if (left !== undefined && (right === undefined || at(longest, i + 1, j) >= at(longest, i, j + 1))) {
      steps.push({ kind: 'base', base: left });
      i += 1;
    } else if (right !== undefined) {
      steps.push({ kind: 'variant', variant: right });
      j += 1;
    }
  }
  return steps;
}

/** `lengths[i][j]`: of the longest common subsequence of the rest from i and from j. */
function lengths(base: readonly string[], variant: readonly string[]): number[][] {
  const table = Array.from({ length: base.length + 1 }, () => new Array<number>(variant.length + 1).fill(0));
  for (let i = base.length - 1; i >= 0; i -= 1) {
    const row = table[i] ?? [];
    for (let j = variant.length - 1; j >= 0; j -= 1) {
      row[j] =
        base[i] === variant[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  }
  return table;
}

function at(table: readonly (readonly number[])[], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}

function keyAt<Item>(items: readonly Item[], index: number, key: (item: Item) => string): string | undefined {
  const item = items[index];
  return item === undefined ? undefined : key(item);
}
