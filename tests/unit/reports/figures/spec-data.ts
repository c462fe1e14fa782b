import type { Figure } from '../../../../src/reports/figures/figure.js';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What marks are drawn from, one datum each: all inline data of a spec. */
export function dataOf({ spec }: Figure): Readonly<Record<string, Json>>[] {
  return found(spec as unknown as Json).flatMap((values) =>
    Array.isArray(values) ? (values as Record<string, Json>[]) : [],
  );
}

/** The rows from top to bottom, as the axis has them. */
export function rowsOf(figure: Figure): string[] {
  const { layer } = figure.spec as unknown as { layer: { encoding?: { y?: { scale?: { domain: string[] } } } }[] };
  const domain = layer.map(({ encoding }) => encoding?.y?.scale?.domain).find((one) => one !== undefined);
  if (domain === undefined) throw new Error(`${figure.name} has no rows`);
  return domain;
}

/** Every number in a value, at any depth. */
export function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

function found(value: Json): Json[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    if (key === 'values' && Array.isArray(child)) return [child];
    if (key === 'datasets' && typeof child === 'object' && child !== null) return Object.values(child);
    return found(child);
  });
}
