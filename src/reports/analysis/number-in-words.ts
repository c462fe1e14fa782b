/** A number for a sentence: four significant digits, rounding noise gone, no trailing zeros. */
export function numberInWords(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** `conv2`, `conv2 and dropout`, `conv2, dropout and norm`; beyond four, `and 3 more`. */
export function listInWords(items: readonly string[]): string {
  const shown = items.length > 4 ? [...items.slice(0, 3), `${items.length - 3} more`] : items;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}

/** `1 run`, `5 runs`. */
export function countInWords(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
