/** A bulleted list of Typst contents; nothing for none. */
export function typstList(items: readonly string[]): string {
  return items.length === 0 ? '' : `#list(${items.map((item) => `[${item}]`).join(', ')})`;
}
